"""Words too common to bring two answers together, French and English, without accents.

What denies (not, never, without, against) is left out on purpose: it may change everything.
"""

FRENCH = """
a ai ainsi alors apres as au aujourd aura aurait auront aussi autre autres aux avaient
avait avant avec avez avoir avons ayant beaucoup bien bon car ce ceci cela celle celles celui cependant
certain certaine certaines certains ces cet cette ceux chaque chez ci comme comment d dans de
deja depuis des dessous dessus deux devra devraient devrait doit doivent donc dont du elle elles en
encore enfin entre est et etaient etait etant etc ete etes etre eu eux faire fait faut font fut hui
ici il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu
lorsque lui ma mais me meme memes mes mieux moi moins mon ne n nos notre nous on ont ou par parce
parfois peu peut peuvent peux plus plusieurs plutot pour pourquoi pourra pourrait pourraient pouvoir
presque puis puisqu puisque qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi
quoiqu quoique s sa se selon sera serait seraient seront ses si sinon soi soient soit sommes son sont
sous souvent suis sur surtout ta tant te tel telle telles tels tes toi ton toujours tous tout toute
toutefois toutes tres trop tu un une va vers voici voila vont vos votre vous vraiment vu y
"""

ENGLISH = """
about after all also am an and any are as at be because been before being but by can could did do
does doing done each even for from get had has have having he her here him his how i if in into is
it its just like made make many may me might more most much must my of off on one only or other our
out over own really same shall she should so some such than that the their them then there these
they this those through to too up us very was we were what when where which while who whom whose why
will with would you your
"""

COMMON = frozenset(FRENCH.split()) | frozenset(ENGLISH.split())

# Words that turn what is said into its contrary; French "ne" comes with one of them.
DENIALS = frozenset(
    [
        "pas",
        "non",
        "jamais",
        "aucun",
        "aucune",
        "ni",
        "sans",
        "contre",
        "rien",
        "guere",
        "nul",
        "nulle",
        "not",
        "no",
        "never",
        "without",
        "against",
        "neither",
        "nor",
        "none",
        "nothing",
        "cannot",
    ]
)
