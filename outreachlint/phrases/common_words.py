"""Words so common in the six languages that a sentence without one is rare: poor keys for an index."""

from __future__ import annotations

_TEXT = """
a aber about after ai al all alla alle als also am an anche and any ao aos are as at ate au auch auf aus aux avec
avez avons be because been bei bis but by c can ce ces cette che chi ci com come como con could cuando d da dai dal
dalla dans das dass de dei dein del della delle dem den der des desde di dich did die dir do does donde dos du durch
e ed ein eine einem einen einer el ela ele elle em en entre er era es esse est esta este et eu foi for from fur get
gli ha haben had hai hanno has hasta hat have hay he her here him his ho how i ich if ihnen ihr ihre il ils im in
into io is isso ist it its j ja je just l la las le lei les let like ll lo loro los m ma made mais make man mas me
mehr mein mes mesmo mi mia mich mio mir mit mon more most muito muy my n na nach nao nas ne nei nel nella new nicht
no noch noi non nos nostra nostro not nous now nur o oder of off on one only or os other ou our out over own par
para pas pela pelo per pero piu plus por porque pour qu quando que quem questa questo qui quien re s sa se sei sem
ser ses seu seus she should si sia siamo sich sie sin sind so sobre some son sono sont su sua sul sulla suo sur sus
t ta tambem tambien te tem tes than that the their them then there these they this those through ti to todo ton too
tra tu tua tuo two uber um uma un una und une uno uns unser unsere up us ve very vi voce voi von vor vos vostra
vostro votre vous war was we werden were what when where which who why wie will wir wird with would y ya you your zu
zum zur
"""
COMMON = frozenset(_TEXT.split())
