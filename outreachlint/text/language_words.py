"""The words that tell a language: everyday words that nearly every message has some of.

Function words first, then the small change of letters, then endings (the last three letters of longer words). One may
stand in several lists; it then counts for less. `OTHER` holds words of languages that no rule speaks, and of program
code, so that those are not taken for a neighbour.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "it": """
        di e il la in a per che è un non le con da i se del al ho mi una ciao ha si chi della sono ci come ti
        gentile lo su nel suo due io sul ne già dei anche lei alla gli o qui mio sua buongiorno alle senza più dal
        può nella dell all dall nell sull quest grazie noi ogni sei tuo nome dopo siamo te tre abbiamo anni solo
        prima lavoro ma nostro mia questo quando quello delle perché tra tu giorno entro sulla nostra vi hai tutti
        poi li cosa ore cui così va ora giorni sui anno tempo tutto ai uno dove oggi nulla altri fino ancora pure
        fra via stato voi domanda questa hanno primo messaggio fatto degli nessuno vuole sotto mesi faccio lì
        martedì bene mai piacere stesso contatto oppure salve scrivo fare quella quindi resta sempre visto aver era
        dalla altre mano quanto sarà dentro sapere sera avete suoi qualcosa letto sta nei miei sia secondo persona
        dalle preferisce qualcuno ringrazio ieri sì vostro fuori caro cara viene risposta altro egregio buona buon
        signor signora chiedo però invece insieme buonasera agli lui loro vorrei davvero subito lasciato detto avevo
        sa so molto adesso sarebbe breve azienda vostra vostri nostre nostri tuoi tua sue vogliamo possiamo potrei
        potrebbe posso puoi deve devo fosse essere avere ecco allora siete saluti cordiali distinti chiacchierare
        sentirci sentire aggiunto iscritto inserito conoscere conosco vedo vedere leggere scrivere parlare parliamo
        proposta offriamo aiutiamo aziende clienti collaborazione rete collegamento profilo settore interessante
        complimenti giornata settimana mese minuti oltre durante mentre tramite presso verso contro quale quali
        quanti tanto tante troppo nemmeno neanche qualche stata stati fa farlo dirle dirti mie tue sapevi vuoi
        volete pagare gratuita gratuito sicuro insegno guadagnare guadagno -are -amo -tto -ata -nza -oni -tti -ati
        -tta -ità -uto -bbe -sti -sci -rsi -zzo -gli -zza -gno
        """,
    "en": """
        the you and i a to in for your of on it is at with that we my this have from hi are our be me if so one
        would as dear can by no about or not t will was up who do here an has time first there please all people
        like what m am us which hello only out may how week been send last them get thank ve ll before but good
        nothing need day next see over just thanks more now open don work know hours year same back when after asked
        tell any already put because own since ask answer still new they today could had minutes should too other
        into their both off every want let than does leave look years each keep help without again come through call
        regards reply hour read go never write nobody did until within well left find bring yours best side welcome
        below take follow morning were its quick anything she where something most say between talk goes made got
        also yes these whether then few offer wish another hear rather support happy ever said wrote end place found
        things set looking use saw kind kindly show comes think hope once many yourself very why give make he him
        his her everyone anyone someone while some else came right always mine way those together choose isn doesn
        didn won aren couldn wouldn shouldn cheers sincerely currently sorry having being done sent friends really
        share interested connect connecting connection company business team feel free much such might must shall
        towards across based around upon against during -ing -ght -ked -ned -lly -ery -rds -tly -ved -ess -ity
        """,
    "es": """
        de y en que el la a por no con un lo para me del los su le si se las te una al es sin tu mi dos ya o sobre
        qué desde como hola usted este cada más aquí nos tres día gracias hace antes nuestro hasta nada así puede
        está mañana he soy ha esta vez correo yo nombre años entre solo ni también todo mes días cuenta gente mismo
        nuestra estimado estimada personas cómo buenas saludo hoy nosotros eso cuando tiene somos pregunta todos
        lunes martes jueves va quien cualquier sus porque hemos uno nadie mí esa escribo hay bien pero segundo otra
        misma ahí fue ese visto trabajo tal donde ayer según saber les buenos escrito muy otro siempre pasado
        respuesta mis falta mejor quería tan tengo tiempo parece haga favor dentro espero quiero dice mensaje nunca
        son ti queda empresa tarde necesito hago atentamente hecho nuevo entonces abrazo luego cordial saludos vos
        estoy nuestros mayor dar decir agradezco ganas sí mientras sería dejo quizá parte llevo menos quieres
        gustaría nuestras eres estamos podemos prefieres entiendo creo eran estas estos esos aunque algo alguien
        ustedes vosotros vuestro vuestra puedo puedes podría podríamos ofrecemos ayudamos empresas encantado
        encantada conocer hablar charlar llamada semana semanas buen buena tardes perfil red felicidades enhorabuena
        cuál cuáles quién dónde cuándo además ahora todavía aún jamás apenas sino pues lleva hacer haciendo ser
        estar tener tenemos tienen trabajamos gratuito gratis quiera mandé apuntado -ión -dad -ría -ías
        """,
    "fr": """
        de à la et le vous d je en l un est les du votre que au une j pour des a sur bonjour pas ai par ne nous si
        mon notre qui dans c ce avec vos il m n moi me tu on ma se ou sans madame bien y monsieur mois nos trois
        même mes sont rien merci ça ton ici comme avez chaque t être suis s sous fait part plus avant depuis tout qu
        cher chère te fois nom fin bonne ta lui ont chez tous adresse où peut semaine entre sera vers ans jour été
        tes elle jusqu donc quand équipe lettre compte déjà sa personne aucun toutes lien toi pendant faut oui après
        mais temps moins puis aux reste avoir demande aussi leur peu celles suite six ni elles soir non serait là
        dès quelle plaisir voulais alors maintenant autre encore demain cordialement mieux voici était contre veux
        ceux vraiment puisque pourquoi toujours beaucoup trop très seule cela autour besoin salutations quel rendez
        ces dois souhaite pouvez peux deux heures jours entreprise entreprises cette ainsi afin aujourd hui quelques
        quelque plusieurs souvent jamais ils eux leurs mien sien étais étaient avons êtes sommes faites faire dire
        voir venir échanger échange discuter appel proposons aidons accompagnons clients profil réseau ravi ravie
        félicitations parler savoir voulez aimerais aimerions voudrais pourrais pourrait serais sauf selon lors
        parmi grâce sinon surtout plutôt ensuite bientôt accord cdlt recevoir recevrez inscrit inscrite ajouté
        ajoutée gratuit -eur -ère -ait -eau -ées -née -tez -eux -aux -oir -vez -rez -nez -tif -ène
        """,
    "de": """
        ich und die in sie der mit für das bei im auf den von wir ein ist herr ihnen frau am an ihr eine aus es über
        nicht zu mir uns noch sehr mich nach ihre auch sind bis haben hier wie sich dem zum hallo ab drei hat du nur
        als zwei was oder tag dass bitte habe wenn ihrer vor um guten einen unser keine vom hab unsere liebe lieber
        bin so dann einer geehrte geehrter gern gerne wer kann ohne meine uhr da unter dir ja zur einem diese ihrem
        heute dafür mein gleich grüße war falls wieder wird des schon mal jetzt man kommt frage mehr kein seit vier
        durch wäre werden einmal genau danach leute meinem weil immer dabei beim jeden doch danke damit euro unserer
        gibt schreiben einfach diesem etwas fragen gestern würde gruß selbst morgen also dort jahr brauchen euch
        darf dazu können sein jahren vielleicht nichts weiter alle muss angebot abend er hast davon viel alles sonst
        lassen freitag ihren bloß wissen ganz fragt keinen familie gerade allem aber je zeit zusammen zwischen ins
        hätte machen freundliche freundlichen nein meinen hoffe suche passt darum melde kommen deine deiner möchte
        möchten unserem schön sollte soll ob wollen will erst letzten nie dich statt gesagt dieses dieser tagen
        halten wegen kaum später sagen eigentlich leider während dürfen weder hatte hatten welche sollten nachricht
        oben gemacht viele vielen neue neuen unternehmen woche wochen monat stunden kunden kollegen zusammenarbeit
        kontakt austausch austauschen gespräch profil termin netzwerk freue freuen beste besten grüßen sowie jedoch
        trotzdem deshalb sondern zwar bereits euer eure dein deinem deinen seine seiner ihres ihm ihn könnte könnten
        kannst würden wurde wurden worden bist seid hattest sobald ebenfalls -ung -ich -tet -ern -tig -ßen -hen -nen
        -cht -gen -ten -den
        """,
    "pt": """
        a e o de que do em da com na não no um por se para seu já me é uma ao dia sem sobre até só sua eu os pra à
        quem como lhe aqui ou você bom foi mais meu às as boa tem gente te nossa três das minha ainda está tarde
        nosso isso fica senhor pelo pela depois nome há hoje mês lá ano anos mas dos sou oi primeiro nada ficou nos
        tudo bem mesmo olá caro cara quatro aí estou feira tá este semana pode sei conta duas dias dá trabalho tenha
        onde dois quando faz vi senhora será ele ela fala ninguém tô dúvida entre nenhuma esta noite posso ver são
        também desde mensagem cá tempo parte cada quer quero deixo aquele pessoa então ontem quiser meses passado
        assim fora quanto logo cumprimentos obrigado obrigada porque teu tua fazer meio vem agora nós dar ser num
        numa alguém muito muita lo basta apenas consigo nas falta pessoas tenho preciso cerca si dizer pedir meia
        vez vezes nunca todo todos seja antes gosto vou foram trabalhar talvez eles elas prezado prezada exmo exma
        grande espero empresa empresas ajudamos oferecemos vocês queria temos somos conversar conversa resposta
        conhecer gostaria deles dele isto aquilo pelos pelas estamos estão esteja fosse tinha sempre enquanto abraço
        atenciosamente agradeço rede perfil parabéns reunião próxima próximo nossos nossas seus suas meus minhas
        teus qual quais podemos poderia poderíamos irá ter tens estás podes gratuito recebe pois contudo porém
        segunda terça quarta quinta sexta fiz fez faço lhes inscrevi adicionei coloquei nele nela -ção -ões -nha
        -nho -tão -são -gem -lho -ira -iro -nça
        """,
}

OTHER = """
    het een van ik je niet dat de en is op te met voor zijn wij ze hij aan er maar om ook als dan nog bij naar uit
    over -cht -gen -ten -den heeft hebben heb wordt worden kunnen kan zou zal moet mijn jouw uw onze deze dit wat
    wie waar hoe geen wel zo meer veel graag bedankt vriendelijke groet groeten hoi beste jullie hun door tot daar
    na tegen even et ad ut ex sed qui quae quod quam cum sunt est esse hoc haec ille nec neque enim autem atque ac
    per pro sub inter ipsum lorem dolor sit amet eius eorum omnes omnia nihil vel aut tamen igitur ergo quoque etiam
    sicut ab nunc semper ceterum censeo fuit erat erant habet eum eam nos vos mihi tibi sibi amb els les pel dels
    aquest aquesta això són però també molt què perquè nosaltres vostè gràcies avui després bon doncs fins estic meu
    seva teva mes și să nu cu pe este din la sau care pentru mai fost foarte mulțumesc bună ați avea noi ce dacă
    când och att det som på är av för med till den har inte ett jag du vi han hon men så från eller vad ska vår hej
    tack mig dig oss hur här där blir og ikke jeg af til der vil skal fra hvor hvad os meget tak venlig hilsen å
    også deg i o się nie jest twój ci do że z w co jak ale za po czy dla przez pan pani dzień dobry dziękuję jestem
    pozdrawiam že se to jsem si dobrý děkuji který bych és a az hogy nem egy ez meg csak szép köszönöm üdvözlettel
    vagyok ve bir bu için ile çok ben sen da ne değil merhaba teşekkürler olarak on ja ei että hän oli mutta kun
    niin kiitos olen ovat hei def return import from class print const var function null true false none self elif
    else lambda int str void public static if for in new try except catch while let string bool struct include
    select where join insert div span href src npm pip git sudo echo
    """
