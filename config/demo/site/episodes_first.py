"""The Back Row, episodes one to five, with every word."""

from .kinds import Episode

SERIES_TITLE, SERIES_SLUG = "The Back Row", "the-back-row"
SERIES_SPEAKER = "Mai Truong-Bell for Porchlight Network"
SERIES_SUMMARY = (
    "Conversations with people who hold local office, held where the honest part of every meeting"
    " takes place: in the last row, by the door."
)
SERIES_WORDS = """
Mai Truong-Bell sits down with one person who holds local office and asks about one thing that they
did, or did not manage to do. No panels, no introductions, and nobody is thanked for their
leadership.

In this demonstration you hear bells where the people would be. Every word is below each episode.
"""
ARTWORK_ALT = (
    "Rows of chairs seen from the front of a dark room; a wide beam of light falls on the last row."
)

FIRST = [
    Episode(
        title="The binder",
        slug="the-binder",
        ago=285,
        seconds=36,
        summary="A first-term council member on what nobody tells you, and the clerk who did.",
        words="With Lucas Abara, in his first term on a council of five.",
        transcript="""
**Mai:** You brought it.

**Lucas:** I bring it everywhere. It's the size of a toaster.

**Mai:** For those who can't see: it is a white binder, four inches thick, and it says "Welcome".

**Lucas:** It says "Welcome" and then there's no index. That's all I'd say about my first month.

**Mai:** Who gave it to you?

**Lucas:** The clerk. At the door. I'd been sworn in for about a minute and a half. My mother was
still taking pictures. And she says, there's a work session Thursday, it's all in there.

**Mai:** Was it?

**Lucas:** It was all in there. The code, the budget, the map of the sewers, a memo on parking at
the library from 2009. I read it front to back. Took me till Wednesday. And I went on Thursday and
asked about the library parking, because I'd read the memo, and there was this silence.

**Mai:** Because?

**Lucas:** Because they built a lot there in 2010.

**Mai:** Oh no.

**Lucas:** So afterwards I went to see her. And I said, Marguerite, how do I read this thing? And
she took it, and she pulled out maybe thirty pages, and she put them on the desk, and she said: this
is your job. The rest is in case somebody sues.

**Mai:** What were the thirty pages?

**Lucas:** The rules of the council, which are four pages. The calendar, what has to happen by when,
because the law says. The summary of the budget. The list of contracts that come up this year. And
one page she had typed herself, that said who to call for what, by first name.

**Mai:** That page is the whole thing.

**Lucas:** That page is the whole thing! So that's what I did. That was my one accomplishment in
year one. I made a motion that whoever is elected gets the thirty pages first, before they're sworn
in, and the binder after.

**Mai:** How was the vote?

**Lucas:** Five to nothing. It's the only thing we've ever been unanimous about. Somebody said,
where was this when I came on? And Marguerite, who never says anything in a meeting, she said: you
didn't ask.
""",
    ),
    Episode(
        title="No second",
        slug="no-second",
        ago=257,
        seconds=33,
        summary="What it is like to make a motion and hear nobody second it, and what to do next.",
        words="With Ruth Okonjo-Hale, a county board member.",
        transcript="""
**Mai:** Describe the sound.

**Ruth:** There isn't one. That's what it is. You say, "I so move," and then there's the air
conditioning.

**Mai:** How long does it last?

**Ruth:** The chair has to wait. A good chair waits long enough to be fair and not so long as to be
cruel. Mine looked at the clock. I'd say six seconds. I have given birth, and it was shorter.

**Mai:** What was the motion?

**Ruth:** That the county clinic stay open until eight, one evening a week. One. I had the nurses. I
had the cost, it was nineteen thousand dollars. I had a woman who'd taken two buses to be there.
What I didn't have was one other person. I'd talked to everybody about whether it was a good idea,
and everybody said it was. I had never said the words, "Will you second it?"

**Mai:** Those are different questions.

**Ruth:** They're different animals. "It's a good idea" costs nothing. A second puts your name in
the minutes.

**Mai:** So it died.

**Ruth:** For want of a second. It's in the minutes like that, it's a beautiful phrase, it sounds
like somebody was late. And the woman with the buses, she came up to me afterwards and I thought,
here it comes. And she said, "Is it like this every time?" Like she was sorry for me.

**Mai:** What did you do?

**Ruth:** I went to Dale. Dale and I do not agree about the color of the carpet. I said, Dale, I
don't want your vote. I want your second. Then you can say against it whatever you like. And he
said, why would I? And I said, because then we'd have to talk about it in front of people, and you
like that.

**Mai:** And he did?

**Ruth:** He did! He seconded it, and he spoke against it for nine minutes, and in the course of
that he asked the nurses a question, and he didn't care for how reasonable the answer was. It passed
four to three. He voted no. But he seconded it. I send him a card every year.

**Mai:** What does it say?

**Ruth:** It says "Seconded".
""",
    ),
    Episode(
        title="The neighbor’s fence",
        slug="the-neighbors-fence",
        ago=229,
        seconds=39,
        summary="How to vote on a variance for the man who lives across the street.",
        words="With Aurelio Banks, who sits on a council of seven and lives on Juniper Street.",
        transcript="""
**Mai:** How high was the fence?

**Aurelio:** Seven feet two. The code says six. And it's straight across from my kitchen window.
Every morning, coffee, fence.

**Mai:** And he had asked for a variance.

**Aurelio:** After he built it. Which, people do. He's a good guy, Pete. He has fed my cat. He'd
built it for his daughter, she's autistic, she climbs, and six feet she'd got over. So it's not like
it was for spite.

**Mai:** Could you vote on it at all?

**Aurelio:** That's the first thing. I called the city attorney, who is a lawyer two towns over we
get for five hours a month. I said, I can see it from my kitchen. He asked whether it changed what
my house is worth. I said if anything it improves it, there used to be a boat. He said: say it out
loud before the vote, say what you see from your window, and then decide if you can be fair. If you
can't, leave the room. Not the table: the room.

**Mai:** And could you?

**Aurelio:** I thought so. Then I found I'd already decided, because I like him. And that's no
better than if I didn't like him, is it? So I left the room. I stood in the hallway by the water
fountain for twenty-five minutes.

**Mai:** What did they do?

**Aurelio:** Three to three. It failed. On a tie it fails.

**Mai:** Oh, Aurelio.

**Aurelio:** I know. If I'd stayed, it would have passed. I'd done the right thing, and it came out
wrong, and I had to walk home past it.

**Mai:** Did you talk to him?

**Aurelio:** That night. I knocked. He already knew. He said, "I heard you were in the hall." I said
yes. He said, "What was in the hall?" I said, a water fountain. And he laughed, thank God.

And here's the part I'd tell people. What we ought to have done was fix the code, instead of asking
families to come and beg. So two months later I moved a change: a fence may be eight feet where
someone who lives there needs it to be safe, with a note to the clerk and no hearing. And I could
vote on that, because it's for everybody.

**Mai:** Did it pass?

**Aurelio:** Seven to nothing. The fence never came down in between. Nobody got around to it. That's
sometimes how a town is merciful.
""",
    ),
    Episode(
        title="Four hundred pages by Monday",
        slug="four-hundred-pages-by-monday",
        ago=201,
        seconds=30,
        summary="A treasurer who laughs explains how to read a budget when it comes on Friday.",
        words="With Bernice Calloway, for twenty years a village’s treasurer, now on its council.",
        transcript="""
**Mai:** You laughed before I'd even asked.

**Bernice:** You said "budget" like you were telling me somebody had died.

**Mai:** It came on Friday at five. It was four hundred and twelve pages. The hearing was on Monday.

**Bernice:** Well, that's rude. That's the first thing. You can ask for it sooner. It's not a law of
nature, Friday at five. It's someone's habit.

**Mai:** And if it's too late for that?

**Bernice:** Then you don't read it. Nobody reads it. The people who wrote it haven't read it, they
each wrote forty pages. You go to the back.

**Mai:** The back?

**Bernice:** There's a table at the back, every budget has it. What we thought we'd spend last year,
what we did spend, what we think this year. Three columns. You get a ruler and you go down, and
wherever the second number is a long way from the first, you make a mark. That's all. By page three
you'll have nine marks. There's your evening.

**Mai:** What did you find, when you did that the first time?

**Bernice:** Salt. We'd budgeted sixty thousand dollars for road salt, and spent eleven, for four
years in a row. And where was the rest? It was buying tires. Everybody in the garage knew. It was no
scandal; they needed tires, and the council would never vote for tires, but nobody will vote against
salt.

**Mai:** So the salt was tires.

**Bernice:** The salt was tires! And that's what a budget is, honey. It's a list of what people
think they can say out loud. You're not looking for thieves. In twenty years I met one, and he was
bad at it. You're looking for where the truth was too embarrassing to write down.

**Mai:** What did you do?

**Bernice:** I moved to have a line that said "Tires". They looked at me like I'd taken my shoes
off. But you know, the next winter was a bad one. And for once we had the salt.
""",
    ),
    Episode(
        title="Shouted at",
        slug="shouted-at",
        ago=173,
        seconds=42,
        summary="A school board president on the night it got loud, and the apology that came a"
        " year later.",
        words="With Helene Marchetti-Cruz, president of a school board. Somebody is shouted at.",
        transcript="""
**Mai:** We're in your car.

**Helene:** We are in my car, because the house is full of teenagers. Also it's where I sat
afterwards. Same car, same lot.

**Mai:** Tell me about the night.

**Helene:** It was about a reading list. Two hundred people in a room for ninety. I'm the president,
so I have the gavel, which is from a yard sale. And a man I know, he coached my son, stood a yard
from me and shouted that I should be ashamed. For his whole three minutes. I mean the entire three
minutes.

**Mai:** What do you do with your face?

**Helene:** That's a serious question, and I practiced the answer later. You look at one eyebrow.
You can't look at eyes, you start to argue. You can't look down, that's guilt. An eyebrow looks like
listening, and after a while it is.

**Mai:** Did you stop him?

**Helene:** No. He wasn't threatening anybody. He was rude, and being rude to the government is
practically why we have one. When somebody did say a thing about where a teacher lives, I stopped
that in half a sentence, and the deputy walked him out. There's a line. You have to know where it is
before you're standing at it. We had written it down in August, on a card. I had the card under the
gavel.

**Mai:** And then you came out here.

**Helene:** I came out here and I couldn't turn the key. And there's a knock at the window. It's
Joan, from the board, who'd voted the other way from me all night. She gets in, she doesn't say
anything, she has a bag of those orange crackers. We ate the whole bag. Then she said, "Same time
next month," and got out.

**Mai:** And the coach?

**Helene:** A year after. In the grocery. He was holding a cabbage. He said, "I was having a bad
time." I said, "I know." I did know, everyone knew. He said, "You looked right at me." I nearly told
him about the eyebrow.

**Mai:** Did you?

**Helene:** No. Let him have the eyes.
""",
    ),
]
