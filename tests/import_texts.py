"""A recap as an editor brings it home, written for these tests, with the quirks of real ones."""

RECAP = """La Nuit des fils à Bourges : apprendre à réparer ensemble

Le 14 mai, nous étions à Bourges pour une soirée de réparation et de débats, avec des habitantes, des bénévoles et \
des médiateurs de tout le département.

Réparer, un geste qui s’apprend

Pour débuter la soirée, Maëlle Quérin, animatrice au sein du Hub-Lo, ouvre une vieille tour devant tout le monde. \
Environ 40 000 appareils seraient jetés chaque année dans la région. Trois étapes sont montrées :

•  dépoussiérer et noter chaque vis ;
•  tester la mémoire, puis le disque ;
•  remonter sans forcer.

Prêter l’ordinateur” plutôt que le vendre

A l’échelle du quartier, le centre social "Le Part'âges" prête des appareils pour trois mois. Les questions fusent, \
“Et si je le casse ?” ; “Qui paie la réparation ?” ; “Peut-on le garder plus longtemps ?”.

Les bénévoles ont insisté sur la confiance. Un grand merci au Hub-Lo pour l’accueil et pour l’organisation !

Déplacement
"""

HOSTILE_HTML = """<h1>La Nuit des fils</h1>
<p>On y était.</p><h2>Avant</h2>
<p onclick="alert(1)">On répare <a href="javascript:alert(2)">ici</a> et <a href="https://example.org/">là</a>.</p>
<script>alert("vol")</script><iframe src="https://example.org/"></iframe>
<h2>Le soir <img src="x" onerror="alert(3)"></h2><p>On prête <b>trois</b> appareils<style>p{color:red}</style>.</p>
<svg><script>alert(4)</script></svg>"""
