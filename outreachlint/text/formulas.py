"""How messages begin and end in the six languages: greetings, closings, postscripts, quoted mail."""

from __future__ import annotations

from outreachlint.text.listed import phrases, words

#: The first words of a greeting.
GREETINGS = words(
    "hi hey hello hiya dear greetings howdy",
    "ciao buongiorno buonasera salve gentile gentili gentilissimo gentilissima gent gent.mo gent.ma gent.mi gent.me",
    "egregio egregia egregi egr caro cara cari care carissimo carissima carissimi spettabile spett spett.le stimato",
    "stimata",
    "hola estimado estimada estimados estimadas querido querida queridos queridas apreciado apreciada buenas buenos",
    "bonjour bonsoir salut coucou cher chère chers chères madame monsieur",
    "hallo liebe lieber liebes moin servus werte werter geehrte geehrter",
    "olá ola oi caros caras boas prezado prezada prezados prezadas exmo exma exmos exmas",
)
GREETING_PAIRS = phrases(
    "good morning|good afternoon|good evening|good day|buon giorno|buona sera|buon pomeriggio",
    "buenos días|buenos dias|buenas tardes|buenas noches|guten tag|guten morgen|guten abend",
    "sehr geehrte|sehr geehrter|sehr geehrtes|grüß gott|grüß dich|grüezi mitenand|bom dia|boa tarde|boa noite",
)
#: Greetings that may stand behind a name (`Dott. Ventura, buongiorno`).
GREETING_ENDINGS = tuple(
    ", " + greeting
    for greeting in phrases(
        "buongiorno|buonasera|salve|ciao|hello|hi|good morning|hola|buenos días|buenas tardes|bonjour",
        "guten tag|guten morgen|hallo|bom dia|boa tarde|olá",
    )
)
#: A short line that begins so closes a message; the blank keeps `yours` from `yourself`.
CLOSINGS = tuple(
    closing + " "
    for closing in phrases(
        "regards|best regards|kind regards|kindest regards|warm regards|warmest regards|with best regards",
        "with kind regards|best wishes|all the best|all best|warmly|cheers|sincerely|yours|take care|respectfully",
        "talk soon|cordially",
        "cordiali saluti|distinti saluti|cari saluti|tanti saluti|i migliori saluti|migliori saluti|un saluto",
        "un cordiale saluto|un caro saluto|saluti|cordialmente|buona giornata|buon lavoro|buona serata|a presto",
        "un abbraccio|con stima|in attesa",
        "saludos|un saludo|un cordial saludo|cordiales saludos|reciba un|atentamente|un abrazo|abrazos",
        "cordialement|bien cordialement|bien à vous|bien à toi|cdlt|meilleures salutations|mes salutations",
        "salutations|sincères salutations|belle journée|bonne journée|à bientôt|amicalement|bien amicalement",
        "mit freundlichen grüßen|mit freundlichem gruß|mit freundlichen gruessen|freundliche grüße|viele grüße",
        "beste grüße|liebe grüße|herzliche grüße|schöne grüße|mit besten grüßen|mit herzlichen grüßen|viele gruesse",
        "liebe gruesse|beste gruesse|gruß|grüße|mfg|vg|lg|hochachtungsvoll|bis bald",
        "cumprimentos|com os melhores cumprimentos|melhores cumprimentos|com os meus cumprimentos|atenciosamente",
        "abraço|abraços|um abraço|att",
    )
)
#: These close a message only when they are the whole line (a name may follow a comma).
WHOLE_CLOSINGS = phrases(
    "best|thanks|many thanks|thank you|thanks again|thanks in advance|thank you in advance|thanks a lot|with thanks",
    "grazie|grazie mille|mille grazie|grazie in anticipo|grazie ancora|gracias|muchas gracias|mil gracias",
    "merci|merci beaucoup|merci d'avance|danke|vielen dank|danke schön|obrigado|obrigada|muito obrigado|muito obrigada",
)
PS_MARKS = ("ps ", "ps:", "ps.", "ps,", "p.s.", "p.s ", "p.s:", "p. s.", "p.p.s.", "pps ", "pps:", "p.d.", "pd:")
#: What stands behind the dashes over a forwarded or quoted mail.
FORWARDED = ("original", "forwarded", "messaggio", "mensaje", "message", "ursprüngliche", "mensagem", "weitergeleitet")
#: `On Mon, 11 Sep, Ann wrote:` in six languages.
QUOTE_OPENINGS = ("on ", "il ", "in data ", "el ", "le ", "am ", "em ", "a ")
QUOTE_VERBS = (" wrote", " ha scritto", " scrive", " escribió", " a écrit", " schrieb", " escreveu")
