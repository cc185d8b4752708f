"""Invented people: names drawn from lists of the country's communities, mixed now and then."""

from random import Random

#: Each tradition: how common it is here, first names, last names.
TRADITIONS = [
    (
        30,
        "Abigail Adele Alan Alice Amos Andrea Audrey Barbara Beth Brent Bridget Calvin Carla Carol"
        " Clara Claire Colin Connie Daniel Darcy Deborah Dennis Donna Douglas Edith Elaine Eli"
        " Ellen Emmett Ethel Evan Faye Florence Francis Gail Gordon Grace Grant Harriet Hazel"
        " Heather Helen Holly Howard Irene Jack Janet Jesse Joan Joel Judith Julia Karen Keith"
        " Laura Leah Lester Lillian Lois Louise Lucy Margaret Marian Mark Martha Mavis Megan Miles"
        " Molly Nancy Nathan Neil Nora Olive Oscar Owen Paige Patrick Paula Peter Phyllis Ralph"
        " Rebecca Robin Roger Rosemary Ruth Ryan Sally Sarah Scott Sheila Simon Stuart Susan"
        " Sylvia Theresa Thomas Tracy Vera Virginia Walter Wendy Wesley",
        "Abbott Aldrich Ames Archer Ashby Atwood Bagley Baxter Beckett Bell Bishop Blackwood Boyd"
        " Bradshaw Briggs Brook Burke Calloway Carmody Chandler Clayton Colby Conway Cooper Crane"
        " Cullen Dalton Darby Delaney Doyle Draper Eaton Ellery Fairbanks Farrow Finch Fletcher"
        " Foster Frost Gable Garner Gilroy Goodwin Granger Hadley Hale Hanley Harlow Hartley Hayes"
        " Holloway Hoyt Hughes Ingram Jarvis Keegan Kendall Kerr Kirby Lambert Langley Larkin"
        " Ledger Linden Lowell Mabry Maddox Marsh Mayfield McBride McCabe McKenna Mercer Merritt"
        " Millard Monroe Nash Newell Norwood O'Dell O'Hara Oakley Osgood Paxton Pike Porter Quigley"
        " Radcliff Ramsey Redding Ridley Rowe Rutledge Sawyer Sheridan Sinclair Stanton Sutter"
        " Tanner Thayer Thorne Tilden Underwood Vance Wainwright Ward Weller Whitaker Whitfield"
        " Winslow Wyatt Yardley",
    ),
    (
        15,
        "Aaliyah Alonzo Althea Andre Angela Anita Antoine Aretha Bernard Bettye Booker Candace"
        " Carlton Cassandra Cedric Charlene Clarence Cleo Cornelius Darnell Darius Denise Deja"
        " Desmond Dwayne Earl Ebony Ernestine Esther Felicia Geneva Gloria Gwendolyn Imani Isaiah"
        " Jamal Jasmine Jerome Josephine Juanita Kendrick Keisha Lamar Latoya Leroy Lorraine"
        " Lucille Malik Marcus Mattie Maurice Mavis Myles Naomi Nia Odell Omari Otis Pearl Percy"
        " Quincy Raven Reggie Renee Rochelle Roland Rosalind Roscoe Shanice Simone Solomon Tamika"
        " Terrence Thelma Tyrone Valerie Vernon Vivian Wanda Willie Winifred Yvette Zora",
        "Alston Banks Battle Beasley Benton Bivens Bolden Booth Broadnax Bryant Burrell Caldwell"
        " Cannady Chatman Coles Copeland Crump Cunningham Daniels Dawkins Dorsey Dupree Easley"
        " Edmonds Ellison Faison Flowers Gaines Gaither Gilliam Glover Goode Grier Hairston"
        " Hampton Harvin Hightower Hinton Holmes Ivory Jeffers Jessup Joyner Kearse Lattimore Lyles"
        " Mayes McCants McCrae Merriweather Mims Mosley Nesbitt Oakes Outlaw Peoples Pettway"
        " Pinkney Poindexter Prioleau Ravenell Rivers Roundtree Rucker Scales Sellers Singletary"
        " Spann Stovall Tillery Tolliver Treadwell Tubbs Vaughn Wadley Wardlaw Whitlock Wiggins"
        " Witherspoon Yancey",
    ),
    (
        18,
        "Adriana Alejandra Alma Ana Andrés Antonio Arturo Beatriz Blanca Camila Carmen Carolina"
        " Catalina César Claudia Consuelo Cristina Diego Dolores Eduardo Elena Elisa Emilio Ernesto"
        " Esperanza Estela Fernando Francisco Gabriela Graciela Guadalupe Guillermo Héctor Ignacio"
        " Inés Isabel Javier Jimena Joaquín José Juana Julieta Lourdes Lucía Luis Luz Manuel"
        " Marcela Marco Margarita María Mariana Marisol Mateo Mercedes Miguel Mónica Natalia Nélida"
        " Octavio Ofelia Óscar Pablo Paloma Patricia Pilar Rafael Ramón Raúl Reina Ricardo Rocío"
        " Rosa Salvador Santiago Silvia Sofía Soledad Teresa Tomás Valentina Verónica Xiomara"
        " Yolanda",
        "Acevedo Acosta Aguilar Alarcón Almanza Alvarado Amador Anaya Aranda Arce Arellano Arroyo"
        " Ávila Ayala Baca Barajas Barrera Becerra Benavides Bermúdez Borrego Bustamante Cabrera"
        " Calderón Camacho Cárdenas Carrasco Casillas Castañeda Cedeño Cervantes Cisneros Colón"
        " Cordero Coronado Corral Cuevas Dávila Delgado Escamilla Espinoza Esquivel Figueroa"
        " Fuentes Galindo Gallegos Gámez Guerrero Herrera Hinojosa Huerta Ibarra Irizarry Jurado"
        " Ledesma Leyva Luján Macías Maldonado Marrero Mejía Meléndez Mireles Montoya Morales"
        " Nájera Negrete Nieves Núñez Ochoa Olivas Ontiveros Orozco Pacheco Padilla"
        " Palacios Peñaloza Perales Quezada Quiñones Quintanilla Rentería Robledo Rosario Saldaña"
        " Salinas Sandoval Sepúlveda Serrano Solís Tafoya Terrazas Tirado Trujillo Urbina Valdivia"
        " Vásquez Velasco Villanueva Ybarra Zamora Zepeda",
    ),
    (
        4,
        "Ai-Ling Bao Bei Bolin Chen-Wei Chun Daniel Dong Fang Grace Hao Hui Jia Jian Jin Joyce Kai"
        " Lan Li-Hua Ling Mei Ming Nelson Ning Pearl Ping Qiang Rong Shan Shu-Fen Tina Vivian Wei"
        " Wen Winston Xin Yan Ying Yu Yuan Zhen",
        "Au Bai Chan Chang Chau Cheng Cheung Chin Chou Chu Deng Ding Fan Feng Fong Fu Gao Guo He"
        " Ho Hsieh Hu Jiang Kwan Kwok Lai Lau Leung Liang Lim Lin Lo Luo Lui Ma Ng Pan Peng Qian"
        " Shen Shi Su Sun Szeto Tan Tang Tong Tsai Wan Xie Xu Yeung Yip Yuen Zhang Zhao Zheng Zhou",
    ),
    (
        3,
        "Anh Bao Bich Chi Cuong Dai Diem Dung Giang Hanh Hien Hieu Hoa Hong Hung Huong Khanh Khoa"
        " Kim Lan Linh Long Mai Minh My Nga Ngoc Nhung Phuong Quang Quyen Son Tam Thanh Thao Thi"
        " Thuy Tien Trang Trinh Trung Tuan Tuyet Van Vinh Xuan Yen",
        "Bui Cao Dang Dao Dinh Do Doan Dong Duong Giang Ha Ho Hoang Huynh Lam Le Luong Luu Ly Mac"
        " Mai Ngo Nguyen Nghiem Pham Phan Phung Quach Ta Thai To Tran Trinh Truong Vo Vu Vuong",
    ),
    (
        3,
        "Ae-Ra Bora Byung Chul Da-Eun Dong-Hyun Esther Eun-Ji Eunice Grace Ha-Na Hae-Won Hyejin"
        " Insook James Ji-Ho Ji-Woo Jin-Ah Joon Joon-Ho Joseph Kyung Mi-Kyung Min-Jun Minseo"
        " Myung Sang Seo-Yeon Soo-Jin Sung-Min Sunny Tae-Yang Won Yeon Yong-Ho Young-Ja Yuna",
        "Ahn Bae Baek Bang Byun Cha Cho Choi Chung Gil Ha Han Heo Hong Hwang Hyun Im Jang Jeon Jung"
        " Kang Kim Ko Koo Kwon Moon Nam Noh Oh Paik Park Rhee Ryu Seo Shim Shin Sohn Song Uhm Woo"
        " Yang Yeo Yoo Yoon",
    ),
    (
        6,
        "Aarti Aditi Ajay Alok Amrit Anand Anjali Arjun Asha Bhavna Chandra Deepa Devika Farah"
        " Gauri Gita Gurpreet Harleen Indira Jasbir Jaya Kamala Karthik Kavita Kiran Lakshmi"
        " Leela Madhuri Manpreet Meena Mira Mohan Naveen Neha Nikhil Nisha Padma Parul Prakash"
        " Priya Radha Rajiv Rana Rekha Ritu Rohan Sandeep Sangeeta Shanti Shreya Sunil Sunita"
        " Tariq Uma Usha Vandana Vijay Vikram Zainab",
        "Acharya Agarwal Ahluwalia Anand Bains Bajwa Banerjee Basu Bhandari Bhatt Bose Chakraborty"
        " Chaudhry Chopra Das Desai Deshpande Dhillon Dutta Gandhi Ghosh Gill Gopalan Goswami"
        " Gupta Iyengar Iyer Jain Jayaraman Joshi Kapoor Kaur Khanna Kohli Kulkarni Kumar Mahajan"
        " Malhotra Mathur Mehta Menon Mishra Mukherjee Nair Narang Natarajan Pandey Parikh Patel"
        " Pillai Prasad Raghavan Rahman Raman Rao Reddy Sandhu Saxena Sen Sethi Shah Sharma"
        " Siddiqui Sidhu Singh Sodhi Srinivasan Subramanian Talwar Thakur Trivedi Varma"
        " Venkatesan",
    ),
    (
        4,
        "Adel Ali Amal Amina Amir Anwar Arash Aziza Bahar Bashir Basma Dalia Darius Dina Fadi"
        " Farid Farida Fatima Ghada Hadi Hala Hamid Hanan Hassan Huda Ibrahim Jamila Karim Khalid"
        " Laila Lamia Layla Leila Mahmoud Mansour Maryam Maysoon Mona Nabil Nadia Nasreen Nazanin"
        " Nour Omar Parisa Rania Rashida Reza Rima Said Salma Samir Samira Shirin Soraya Tamer"
        " Walid Yasmin Yusuf Zahra Ziad",
        "Abboud Abdallah Abdi Aboud Afshar Ahmadi Al-Amin Al-Sayed Ansari Asfour Awad Ayoub Azizi"
        " Barakat Bazzi Bitar Boutros Daher Darwish Fakhoury Farah Farsi Ghanem Habibi Haddad"
        " Hakim Halabi Hamdan Hamidi Hijazi Issa Jaber Kanaan Karimi Kassab Khalil Khoury Mansour"
        " Masri Mirza Mourad Nader Naderi Najjar Nasser Nazari Qasim Rahimi Rashid Saad Sabbagh"
        " Saleh Salib Samara Shaheen Shami Tabrizi Tannous Wahba Yazdi Zaki Zand",
    ),
    (
        4,
        "Abena Adaeze Ade Afua Akosua Akua Amara Ama Ayodele Babatunde Bola Chiamaka Chidi Chika"
        " Chinedu Efua Emeka Esi Fatou Folake Funmi Hawa Ifeoma Ijeoma Kofi Kojo Kwabena Kwame"
        " Mariama Modupe Ngozi Nkechi Nnamdi Obi Ola Olu Samuel Segun Sekou Tunde Uche Wanjiru"
        " Yaa Yetunde Zawadi Abebe Almaz Dawit Hirut Selam Tesfaye",
        "Abiodun Acheampong Adebayo Adeyemi Afolabi Agyeman Akande Akinola Amoah Ampofo Ansah"
        " Appiah Asante Asare Attah Ayodele Balogun Bekele Boateng Danquah Diallo Diop Eze Fofana"
        " Gebre Haile Igwe Kamara Keita Kimani Konadu Mensah Mwangi Ndiaye Njoroge Nwosu Obeng"
        " Odhiambo Oduya Ogunleye Ojo Okafor Okeke Okonkwo Okoro Olawale Onyango Opoku Osei Owusu"
        " Sarpong Sesay Sowande Tadesse Tekle Toure Traore Uzor Wolde Yeboah",
    ),
    (
        4,
        "Aiyana Alvin Arlene Ben Bernadine Charlotte Clifford Darlene Delbert Della Dwight Elouise"
        " Ernie Faith Freda Gerald Harlan Ivan Jolene Leland Lenora Leon Loretta Lyle Marla"
        " Melvin Mildred Nadine Orval Raymond Rhonda Rita Roberta Rosita Sandra Sherman Tillie"
        " Verna Wilma",
        "Begay Benally Bitsui Blackgoat Bluehorse Cloud Deschenie Eaglespeaker Etsitty Goodbear"
        " Graywolf Hardground Jumper Killsnight Lightfoot Littlebear Longwalker Manygoats Nakai"
        " Notah Oldcrow Peshlakai Redfeather Redwing Runningbear Sixkiller Standingelk Strongheart"
        " Swiftwater Tallchief Thunderhawk Tsosie Twobulls Walkingstick Whitebear Whitecloud"
        " Wildcat Yazzie Yellowhair",
    ),
    (
        5,
        "Adam Agnieszka Anastasia Andrei Anton Beata Boris Daria Dmitri Elżbieta Eva Galina Hanna"
        " Igor Irena Ivana Jadwiga Jan Katya Klara Lena Ludmila Magda Marek Marta Milan Mira Nadia"
        " Natasha Nikola Oksana Olga Pavel Petra Piotr Roman Sasha Stefan Svetlana Tamara Tatiana"
        " Vera Viktor Vladimir Wanda Yuri Zofia Zora",
        "Adamczyk Babic Baran Bielski Bondarenko Borkowski Cermak Chernov Dombrowski Dragić Dudek"
        " Dvorak Fedorov Gavrilov Glinka Gorski Horvat Ivanenko Jankowski Jelinek Kaminski"
        " Kaplan Kolar Kovač Kowalczyk Kozak Kravets Kucera Lipski Lukić Majewski Malinowski"
        " Marković Melnyk Mazur Nemec Novak Nowicki Orlov Pavlenko Petrov Piotrowski Popović"
        " Rybak Sadowski Shevchuk Sokolov Stepanek Tkachuk Urban Vesely Vuković Wojcik Zelenka"
        " Zielinski",
    ),
    (
        4,
        "Aaron Abe Anna Ari Aviva Batya Dara Dov Ezra Gideon Golda Hadassah Ilana Isadora Judah"
        " Lev Miriam Mordecai Moshe Naftali Nechama Noa Rachel Reuben Rivka Ruth Samara Shira Sol"
        " Tamar Tova Yael Zev Ziva",
        "Adler Altman Auerbach Baum Berkowitz Bloom Brodsky Cantor Dreyer Eisen Feinberg Feldman"
        " Fishbein Fogel Garber Ginsberg Glick Gottlieb Halpern Himmel Hirsch Kantor Katzman"
        " Kessler Korn Landau Lefkowitz Lerner Mandel Margolis Mintz Nadler Perlman Pinsker Rabin"
        " Resnick Rosenthal Rubin Sachs Segal Shapira Shulman Silver Spector Tannen Wasserman Weisz"
        " Zucker",
    ),
    (
        3,
        "Aiko Akemi Amihan Benilda Bituin Corazon Danilo Emi Ernesto Fe Fumiko Gina Haruo Hiro"
        " Imelda Jovelyn Kalani Kaipo Keiko Kenji Keoni Leilani Ligaya Luzviminda Makoa Malia"
        " Marilou Masako Mele Michiko Nainoa Naoko Noelani Rodel Rosario Sachiko Sione Talia Teuila"
        " Yoshi Yumi",
        "Abad Agbayani Aguinaldo Bautista Cabanilla Dacanay Dimaculangan Fa'asavalu Faleolo Fujita"
        " Fukuda Hamasaki Hashimoto Ige Imai Inouye Ishii Kahale Kaholo Kalua Kamaka Kanoa Kealoha"
        " Kekauoha Kimura Lacson Lagman Leota Macaraeg Mahoe Makoa Manalo Matsuda Morita"
        " Nakagawa Nishida Okada Opunui Pangilinan Paulo Pukui Quiambao Sakamoto Salonga"
        " Shimizu Tagaloa Takeda Tuiasosopo Uyeda Vea Yamane",
    ),
    (
        5,
        "Alberta Amelia Angelo Annika Antonella Astrid Bettina Carlo Cecilia Chiara Dieter Elke"
        " Enzo Erik Franco Frieda Gianna Greta Gunnar Hanne Heidi Ingrid Kai Karin Karl Klaus"
        " Kristin Lars Leif Liesl Lorenzo Luca Maren Marco Matteo Nico Nils Paolo Rolf Rosa Sigrid"
        " Solveig Sven Tobias Ursula Vito",
        "Aalto Amundson Bakken Barbieri Bergstrom Bianchi Bjorklund Bruno Caputo Carlsen Conti"
        " Dahl De Luca Ekstrom Engel Esposito Falk Ferrante Fiore Gallo Gentile Greco Gruber Haas"
        " Halvorson Hansen Holm Jensen Keller Kettunen Koskinen Kruger Lindqvist Lombardi Lund"
        " Maki Marchetti Mariani Messina Moretti Nygaard Olander Palumbo Pfeiffer Rinaldi Rossi"
        " Ruggiero Sandvik Schaefer Schroeder Sorensen Strand Stromberg Tollefson Vogel Wagner"
        " Weiss Zimmer",
    ),
]
_WEIGHTS = [weight for weight, _, _ in TRADITIONS]
_GIVEN = [given.split() for _, given, _ in TRADITIONS]
_FAMILY = [family.replace("De Luca", "De_Luca").split() for _, _, family in TRADITIONS]

PRONOUNS = ["she/her", "he/him", "they/them", ""]

#: Short forms people really use.
KNOWN_AS = {
    "Abigail": "Abby",
    "Alejandra": "Ale",
    "Barbara": "Barb",
    "Cassandra": "Cass",
    "Clarence": "CJ",
    "Daniel": "Danny",
    "Deborah": "Deb",
    "Eduardo": "Eddie",
    "Francisco": "Paco",
    "Gabriela": "Gabi",
    "Guadalupe": "Lupe",
    "Guillermo": "Memo",
    "Gwendolyn": "Gwen",
    "Josephine": "Jo",
    "Margaret": "Peg",
    "Nathan": "Nate",
    "Patrick": "Pat",
    "Rebecca": "Becca",
    "Terrence": "Terry",
    "Thomas": "Tom",
    "Virginia": "Ginny",
}


def invent(rng: Random) -> tuple[str, str]:
    """A first and a last name, mostly of one tradition, as families are."""
    home = rng.choices(range(len(TRADITIONS)), _WEIGHTS)[0]
    other = home if rng.random() < 0.8 else rng.choices(range(len(TRADITIONS)), _WEIGHTS)[0]
    family = rng.choice(_FAMILY[other])
    if rng.random() < 0.05:
        family = f"{family}-{rng.choice(_FAMILY[home])}"
    return rng.choice(_GIVEN[home]), family.replace("_", " ")


def families(*traditions: int) -> list[str]:
    """Last names of these traditions, by their place in the list."""
    return sorted({name for number in traditions for name in _FAMILY[number]})
