"""The Back Row, episodes six to ten, with every word."""

from .kinds import Episode

LATER = [
    Episode(
        title="A quarter of an engineer",
        slug="a-quarter-of-an-engineer",
        ago=145,
        seconds=33,
        summary="Two mayors on sharing one water engineer among four towns, and a truck.",
        words="With the mayors of Quillby and Harrow, Maryland, who are cousins, it turns out.",
        transcript="""
**Mai:** I have two mayors, one microphone, and I am told that you're related.

**Quillby:** By marriage.

**Harrow:** By marriage and by a lawsuit.

**Mai:** You share an engineer.

**Quillby:** We each have a quarter of him. I've got Tuesdays.

**Harrow:** I have Wednesdays, and she took a Wednesday in March and hasn't given it back.

**Quillby:** There was water coming out of the road.

**Mai:** Whose idea was it?

**Harrow:** It was a joke, at a picnic. Somebody said she'd take a quarter of one. Then Renata,
she's the chapter's director, she doesn't laugh. She takes out a pen and says, "What would he do on
Friday?" And we all started to answer.

**Mai:** What were you each afraid of?

**Quillby:** That Port Tolliver would get him. They're the big town, they've got the payroll, he'd
have a desk there. People fall into a desk.

**Harrow:** I was afraid of the council. We'd have to tell them it was forty thousand dollars for
something that they couldn't see. You can't cut a ribbon on a leak.

**Mai:** So how did you sell it?

**Harrow:** I lost the first vote. Over the truck.

**Quillby:** The truck!

**Harrow:** Who owns it, who insures it, may he drive it home. An hour and ten minutes. One man
wanted to know what if he goes fishing. I said, Walter, then he's gone fishing. So I took it away
and I came back with a page that said: it's Port Tolliver's truck, we rent our quarter of it, and he
may not go fishing. It passed.

**Mai:** And what's he found?

**Quillby:** Eleven leaks, my ball field for one. We were pumping thirty percent of our water
straight into center field. I'd been so proud of that grass.

**Harrow:** You had a sign up about the grass.

**Quillby:** I did have a sign up.

**Mai:** Would you do it again?

**Quillby:** I'd do it sooner. We spent six years each putting the same advertisement in the same
paper.

**Harrow:** Four towns, six years, nobody applied. And it never came to us to look at who else was
on the page.
""",
    ),
    Episode(
        title="Losing by nine",
        slug="losing-by-nine",
        ago=117,
        seconds=36,
        summary="She lost her seat by nine votes. This is what she did on the Wednesday.",
        words="With Camille Foster-Reyes, for eight years a council member, now of the alumni.",
        transcript="""
**Mai:** Nine votes.

**Camille:** You learn their names. Not really. But you stand in line for coffee and you think, was
it you? Was it the two of you?

**Mai:** What time did you know?

**Camille:** Ten past eleven. My husband had made a sheet, by precinct, with a pencil. And he put
down the pencil. He didn't say anything. I've been married twenty-two years and that was the loudest
thing he ever did.

**Mai:** And on the Wednesday?

**Camille:** On the Wednesday I had a budget session. People forget that. You've lost, and you're
still in office for seven weeks. I'd asked for that session. It was about the sidewalk fund. So I
put on the gray jacket and I went in, and they'd all been practicing their faces.

**Mai:** Did you think of not going?

**Camille:** I sat in the parking lot. And I thought, if I don't walk in now, then I was only ever
here for the winning. So I went in and asked my question about curb ramps. It was a good question.

**Mai:** And the person who beat you?

**Camille:** Trevor. He was in the audience. In the back row, in fact. Writing it all down. And at
the break I went over, and he stood up so fast that he knocked over the chair. I said, have you got
the binder yet? He didn't know what I meant. So we met on the Saturday, at my kitchen table. Three
hours. I gave him my list of everything that's promised and not done. I'd thought I would hate it.

**Mai:** You didn't?

**Camille:** I hated the first twenty minutes. And then he asked why the light at Fifth and Grand
takes so long, and I know why, I'm the only person alive who knows why. It was such a pleasure to be
asked.

**Mai:** Why does it take so long?

**Camille:** Because of a funeral home that closed in 1994. Write that down. He did.

**Mai:** What do you do now?

**Camille:** I pick up the phone. That's what alumni are for here. A woman in Oregon called last
week, lost by thirty. I said, what are you doing Wednesday?
""",
    ),
    Episode(
        title="The interpreter is also the librarian",
        slug="the-interpreter-is-also-the-librarian",
        ago=89,
        seconds=30,
        summary="How a small city makes its meetings understood in three languages on no money.",
        words="With Kao Lee Vang, reference librarian, Thursdays and some Mondays.",
        transcript="""
**Mai:** You don't hold office.

**Kao Lee:** I hold a library card.

**Mai:** But they tell me that nothing in this town happens in Hmong unless you are in the room.

**Kao Lee:** That's not a compliment to the town, you know.

**Mai:** How did it begin?

**Kao Lee:** A man came to the reference desk with a letter from the city. It said his ditch was a
violation. He wanted me to read it to him. So I read it, and it had a hearing in it, that night. He
asked, can you come? I said I'm not an interpreter. He said, you are reading it to me now.

**Mai:** So you went.

**Kao Lee:** I went. I stood next to him and whispered. The chair asked who I was. I said, the
library. She wrote it down: "The library spoke."

**Mai:** It's a service that the city ought to pay for.

**Kao Lee:** It does now. That took a year. Here's what people get wrong. They think it is about
translating everything, and that it costs a hundred thousand dollars, so they do nothing. Nobody
wants everything. I've got four aunts, they don't want the consent agenda.

**Mai:** Who does?

**Kao Lee:** They want three things. What's being decided about my street? May I speak? What
happened? So we made a half page, before each meeting and again after. Three languages, six
sentences each. Two of us check each other, for pay, two hours a week. It's less than the city
spends on plaques.

**Mai:** You looked that up.

**Kao Lee:** I am a reference librarian.

**Mai:** And at the meeting itself?

**Kao Lee:** You ask by Friday, there's an interpreter on the telephone, a proper one. You ask on
Monday, there's me. And whoever speaks through one of us gets double the time, for it takes double
the time. They fought over that for a month. Three extra minutes! Then the loudest man in town, he
speaks every time, he stood up and said: "I'd give her mine."

**Mai:** Did he?

**Kao Lee:** He did. He went over anyway.
""",
    ),
    Episode(
        title="Paid in sandwiches",
        slug="paid-in-sandwiches",
        ago=61,
        seconds=39,
        summary="What a council is paid, who can afford that, and how one city changed it without"
        " anybody being run out of town.",
        words="With Marcus Delorme, who drives a delivery route and chairs a finance committee.",
        transcript="""
**Mai:** What does the job pay?

**Marcus:** When I came on, a hundred and eighty a month. And at the long meetings, sandwiches.

**Mai:** How many hours is it?

**Marcus:** I kept a log, because nobody believes you. Seventeen a week. I drive a route from four
in the morning. So I'd come off that at one, sleep, and go to committee at five. My wife had a joke,
she said she was married to the sandwiches.

**Mai:** And who else was on the council?

**Marcus:** See, that's the question. Two retired, one lawyer, one who owns the car wash, one who'd
married the car wash. Good people. But I was the only one who'd have to ask his boss. And we're
voting on what time the buses run.

**Mai:** So you moved to raise it.

**Marcus:** God, no. You can't move to pay yourself. First, in our state you can't; whatever you
vote only counts after the next election. And second, they'd put my picture on the car wash. No, I
moved to have five people look at it, none of us. A nurse, a pastor, a bookkeeper, two more. They
had ninety days.

**Mai:** What did they find?

**Marcus:** They called up eleven people who'd thought about running and hadn't. That was the
pastor's idea. And nine of the eleven said, it's the money and it's the babysitter. Not the
shouting, not the mean letters. The babysitter.

**Mai:** And they recommended?

**Marcus:** Nine hundred a month, and child care at meetings paid for against a receipt. And that we
meet at six and be done by nine-thirty, by rule. Funny thing is, the last was the one that some
people minded.

**Mai:** How did the vote go?

**Marcus:** Four to three. It took effect after the election, so each of us had to go and win first.
And I went door to door and told people, in the first minute, before they could. I'd say, you may
have heard we raised the pay. And they'd say, to what? And I'd tell them. And about every third one
said, "That's all?"

**Mai:** And the filing deadline?

**Marcus:** Nineteen people filed for four seats. Used to be five. One's a home health aide. She
sits next to me now. She brings her own sandwich.
""",
    ),
    Episode(
        title="What I will tell my successor",
        slug="what-i-will-tell-my-successor",
        ago=26,
        seconds=45,
        summary="After nineteen years a mayor is handing over. She has made a list.",
        words="With Adaline Frost, nineteen years mayor of a town on a lake, until January.",
        transcript="""
**Mai:** Read me the list.

**Adaline:** It's on the back of a seed catalog. "One. The key to the pump house sticks. Lift, then
turn."

**Mai:** You're starting there?

**Adaline:** It's the most important. At three in the morning it's the only thing on here that
matters. "Two. Do not go to every ribbon cutting. You will meet only people with ribbons."

**Mai:** Did you?

**Adaline:** For six years. Then I skipped one, and I went and sat with the night crew at the plant
instead, and found out that they'd had no heat in the break room since Easter. So now I have a rule,
one and one. For each ribbon, one visit where nobody expects me.

**Mai:** Three?

**Adaline:** "Three. When you don't know, say so before four o'clock." After four they've got to
print something.

"Four. The Hendersons." I've only written the name. I'll explain that one in person.

**Mai:** What is five?

**Adaline:** "Five. Somebody will offer to take the blame. Don't let them." That's about Carl. We
had a summer, the beach was closed for eleven days, and it was a decision that I'd made, to put off
the inspection. And Carl ran the works department and said, it was me, I'll say it was me, I retire
in the fall. He meant it kindly. And I thought about it, Mai. I thought about it for one entire
night.

**Mai:** And?

**Adaline:** I went to the microphone and said it was me. They were so angry. And it was the best
night of sleep I've had in office.

**Mai:** Is there a six?

**Adaline:** "Six. Leave while they'd still rather you didn't."

**Mai:** Is that now?

**Adaline:** I believe it was about two years ago. But nobody had learned the pump house key.

**Mai:** Who's next?

**Adaline:** A young woman who came to her first meeting to complain about me. She was right, too. I
called her the day after and said, you'll want to sit on the parks board. That was nine years ago.
She thinks that it was all her own idea.

**Mai:** Will you tell her?

**Adaline:** It's not on the list.
""",
    ),
]
