"""Words with a full stop that ends no sentence."""

from __future__ import annotations

from outreachlint.text.listed import words

#: These stand before a name or a further word, and so never end a sentence.
TITLES = words(
    # Italian
    "dott dott.ssa sig sig.ra sig.na sigg spett spett.le egr egr.io gent.mo gent.ma gent.mi gent.me preg preg.mo",
    "preg.ma ill.mo ill.ma chiar.mo chiar.ma ing avv prof prof.ssa geom mons p.es c.a c.so v.le",
    "p.zza rif prot ref av",
    # English
    "mr mrs ms dr e.g i.e vs approx messrs capt univ dept barr req",
    # Spanish and Portuguese
    "sr sra srta sres sras dra drs dras sr.a sr.ª exmo exma exmos exmas exm.o exm.a ilmo ilma ilmos p.ej p.ex eng",
    "eng.º eng.ª arq lic mtra mtro dpto depto dep ud uds vd vds v.ex.ª v.ex.a d.ª d.a",
    # French
    "mme mmes mlle mgr c.-à-d c.-a-d p.-ex",
    # German
    "z.b bzw d.h u.a i.d.r z.t o.ä s.o s.u ggf inkl exkl zzgl evtl sog hr hrn dipl dipl.-ing dr.-ing vgl i.a",
    # postscripts
    "p.s p.p.s ps p.d n.b",
)
#: Titles that are words as well: only where they are capitalised.
CAPITALISED_TITLES = words("on me ill arch mag fr hon gen sen gent fam cav rag rev st")
#: These don't end a sentence where a number, a currency or a bracket follows.
BEFORE_NUMBER = words(
    "no nos nr nrn n num núm nº art artt tel cell mob mobile fax ft pag pagg pp p pág págs pg ext int ca c cap fig tab",
    "vol abs min max tlf telf tfno cel ab cod cód circ d.lgs d.l d.m d.p.r reg dir str bl kap s ss seg sec",
)
#: These end a sentence only where a capital follows.
BEFORE_LOWER = words("ecc etc usw al a.m p.m ss segg jr mio mrd min max ca incl std")
#: Company forms: where a capital follows, the next word decides.
COMPANIES = words("inc ltd corp co llc plc bros srl spa sas ltda lda gmbh cia cía")

#: Words that, capitalised, open a sentence rather than go on with a name or a noun.
OPENERS = words(
    "i we you he she it they our your my this that the a an in on at if as so and but or would could can do are is",
    "have what how when who where why let please thanks thank may there here with for from not no yes just",
    "il lo la gli le l un uno una mi ci ti vi si che chi come quando dove se non ho ha abbiamo siamo sono vorrei",
    "vorremmo posso possiamo potrei grazie nel nella per con da di ma e o anche questo questa",
    "el los las yo nosotros nos me te les que quien cuando donde he hemos soy somos quisiera gracias tengo tenemos",
    "je nous vous tu elle ils elles les des ce cette ces mon notre votre pour avec dans merci mais est",
    "ich wir sie er es ihr mein unser ihre der die das ein eine wenn und oder aber mit für von bei im am zu danke",
    "eu nós você os um uma meu nosso não tenho temos sou gostaria obrigado obrigada com para",
)
