"""
What happens to what someone writes here, in words that a member understands.

SECURITY.md says the same: a test keeps the two alike (``python -m tools.security`` writes it anew).
"""

from workbench.core.words import _

Section = tuple[str, tuple[str, ...]]


def title() -> str:
    """Return the page's title."""
    return _("What happens to what I write")


def sections() -> list[Section]:
    """Return the sections of the page: a heading and its paragraphs."""
    return [*_kept(), *_not_kept(), *_later()]


def _kept() -> list[Section]:
    return [
        (
            _("Where it lies"),
            (
                _("All that is written here lies in one folder on the machine that runs this room. No page "
                  "asks another machine for anything, and nothing is sent anywhere, but a reminder of days "
                  "by mail to whoever asked for it, where whoever runs the room has set that up."),
            ),
        ),
        (
            _("What only you can read"),
            (
                _("Your practice log, your personal criteria and parts of the job, your text about the whole "
                  "of your practice, your own notes on the differences in a session, and all that you are "
                  "still writing are sealed with a key of yours. Your passphrase opens that key; as long as "
                  "you have none, your personal link does."),
                _("Whoever has the file, or a copy of it, cannot read them without: not the group, not "
                  "whoever runs the machine, not someone who finds the laptop."),
                _("What you release to a meeting is sealed anew for the people whom you name, until the end "
                  "that you set or until they leave the group. A personal criterion is shown to those in a "
                  "session when you choose it there or judge by it."),
            ),
        ),
        (
            _("What the group can read"),
            (
                _("Names, how someone stands to the group, shared criteria, how you hold your sessions, and "
                  "what is proposed and said to these are for the group. What you send in at a meeting is "
                  "shown to those, and at the time, that the sentence at each field says. The minutes of a "
                  "meeting hold what its authors gave to them; who was there can read them."),
                _("What is agreed on, roles with what was decided for others, and decisions with each "
                  "voice in them are for the group, under people's names. Where you stand to an option "
                  "without your name lies sealed for those who take part until all are shown together; "
                  "from then on only how many lie on each label is kept, and the rest is erased."),
                _("This is not sealed. The room shows it to nobody else, but whoever runs the machine could "
                  "open the file and read it there, a view that was sent in and not shown yet included."),
            ),
        ),
        (
            _("What can be seen of what is sealed"),
            (
                _("That you wrote, when, about which day and by which criterion; to whom you released an "
                  "entry, for what, and until when. What came in from a file was seen by whoever brought "
                  "it in. If you had a passphrase then, it was sealed for you at once. Otherwise your "
                  "entries lie open until you choose one, and your personal criteria until you write them "
                  "anew."),
                _("What came in so has a mark by which the same row is known again. Whoever has the file of "
                  "this room and guesses the words can tell by it that they are right."),
            ),
        ),
        (
            _("Who comes in"),
            (
                _("Whoever has your personal link comes in as you. If you have a passphrase, the link alone "
                  "opens nothing that you sealed; but whoever has it could begin anew in your name, with a "
                  "new key. A device that has your key of before then keeps nothing private, so that "
                  "nothing is sealed for that new key, and it says so; your home page tells of it until "
                  "you say that it was you, and for 90 days after. It also tells you when somebody else "
                  "made you a new link."),
                _("With your first passphrase you get a new key. Whoever had your link before then can open "
                  "nothing that you write from then on. As long as you have no passphrase, a link is all "
                  "that opens your key: when somebody else makes you a new one, what was sealed by the one "
                  "before stays sealed for good."),
                _("The room keeps neither link nor passphrase, only what it takes to know them again. Under "
                  "“My keys and devices” you see which devices are signed in, and sign out any of them."),
                _("Who picks up a device of yours while it is open can read what you can read there. If you "
                  "have a passphrase, they get no further: a new one, a new recovery code, other peers who "
                  "help and a short code for one more device take your passphrase or your recovery code."),
                _("The code on the room screen only leads to the meeting. Who reads it over a shoulder still "
                  "needs a personal link, and a place in the group."),
                _("A private address of your dates shows them to whoever has it: days, and plain names of "
                  "what they are for, nothing that anybody wrote. It ends after a year, or when you end it."),
                _("A device that has opened your records keeps a mark. It opens nothing, and says nothing of "
                  "you; by it you can give your passphrase there at once while somebody guesses elsewhere."),
            ),
        ),
    ]  # fmt: skip


def _not_kept() -> list[Section]:
    return [
        (
            _("From whom this does not protect you"),
            (
                _("From whoever runs the machine, while the room is open: they could change the program, or "
                  "read the machine's memory while your private records are open on a page. Choose together "
                  "who runs it."),
                _("From a court: it may demand that you open what you can open. Write what you learned, not "
                  "the case, and leave out anything by which a person could be recognised."),
                _("From those to whom you showed something. Taking it back removes what is held here; it "
                  "cannot be unread."),
                _("From whoever uses your phone or computer. Words that could not be saved yet wait in that "
                  "tab of the browser until it is closed."),
                _("From others in the same network, if the room was opened without a certificate beyond its "
                  "own machine. The address then begins with http, not https."),
            ),
        ),
        (
            _("If you lose your passphrase"),
            (
                _("Your printed recovery code opens the same key. So can peers whom you chose before, enough "
                  "of them together, each after comparing a number with you by voice. If you have none of "
                  "these, nobody can open what you sealed: not the group, not whoever runs the machine, not "
                  "those who made this. You can begin anew with a new key at once, and what was sealed "
                  "before stays as it is, should the passphrase come back to you."),
            ),
        ),
    ]  # fmt: skip


def _later() -> list[Section]:
    return [
        (
            _("How long it is kept"),
            (
                _("Each kind of record lapses after a time that the group can change; the page “How long "
                  "things are kept” lists them. What has lapsed is removed without anybody having to act."),
            ),
        ),
        (
            _("Deleting"),
            (
                _("What you delete is removed from the file itself, not only from the pages. You can delete "
                  "one record, or yourself with all that you wrote and your name. What others wrote stays "
                  "with them, and so does the wording of a criterion that the group has adopted."),
                _("A backup that was made before still holds it. Each backup says until when it is to be "
                  "kept, and private records in it stay sealed. A copy that somebody took out for "
                  "themselves is theirs."),
            ),
        ),
        (
            _("For whoever runs the room"),
            (
                _("Keep the machine's disk encrypted and its system up to date. Open the room beyond the "
                  "machine with a certificate only. “workbench doctor” looks after the files and says what "
                  "to do; “workbench backup” makes a copy that can be sealed."),
                _("In a room that is made of a backup everyone signs in again, and personal links that were "
                  "withdrawn after it was made work again. “workbench restore” says how many there are, and "
                  "withdraws them all where that is asked for."),
                _("If you find a hole, tell those who maintain this workbench before you tell everyone, and "
                  "tell the group at once: it is their words."),
            ),
        ),
    ]  # fmt: skip


def as_markdown() -> str:
    """Return it all as the text of SECURITY.md."""
    lines = [f"# {title()}"]
    for heading, paragraphs in sections():
        lines += ["", f"## {heading}"]
        for paragraph in paragraphs:
            lines += ["", paragraph]
    return "\n".join(lines) + "\n"
