"""The words of notes that could go to anybody, folded as a View folds them (no accents, lower case)."""

from __future__ import annotations

#: What such notes are about, by the beginning of a word. A note without one of these is something else.
CORE: dict[str, tuple[str, ...]] = {
    "en": ("connect", "network", "contacts", "linkedin"),
    "it": ("collegar", "collegament", "connett", "connession", "rete", "contatt", "linkedin"),
    "es": ("conect", "conexion", "red", "contactos", "linkedin"),
    "fr": ("connect", "connexion", "reseau", "contacts", "linkedin", "relation"),
    "de": ("vernetz", "netzwerk", "kontakt", "linkedin"),
    "pt": ("conect", "conexao", "conexoes", "rede", "contatos", "contactos", "linkedin"),
}

#: Everyday words and the networker's stock.
WORDS: dict[str, str] = {
    "en": """
        i d ve m s ll re t im ive id you your yours me my mine we us our to the a an and or of in on at for with
        by from into as is are be been was am it its this that these here there have has had would will can
        could may do does did not so if just also very really too about through up out some more one each other
        another who which what when how let because since while where then than all any many much most both own
        hi hello hey dear greetings good morning afternoon evening thanks thank best regards kind kindly warm
        cheers sincerely connect connecting connected connection connections network networks networking
        networked add adding added join joining joined expand expanding grow growing build building profile
        profiles came come across see saw seen notice noticed find found stumbled upon like love glad happy
        pleased pleasure great nice interesting impressive impressed interested interest work working works
        professional professionally professionals linkedin page background experience journey career industry
        industries field sector space same similar similarly minded people person contact contacts circle touch
        keep keeping stay staying hope hoping well day week doing looking look forward meet meeting know knowing
        get getting learn learning explore exploring potential opportunities opportunity synergy synergies
        collaborate collaboration mutual mutually beneficial benefit share sharing ideas idea insights future
        possible possibly chance value valuable always new reach reaching wanted want invite inviting invitation
        accept accepting please request recommended suggested suggestions think thought believe trust time take
        make feel free exchange common lots lot bit part world community talented fellow expert experts leader
        leaders others
        """,
    "it": """
        ciao buongiorno buonasera salve gentile gentilissimo gentilissima egregio caro cara spett sig signor
        signora dott dottor dottoressa mi ti la le lo li vi ci si ne io tu lei noi voi me te suo sua suoi sue
        tuo tua tuoi tue vostro vostra mio mia miei mie nostro nostra i il gli un uno una di del dello della dei
        degli delle d l al allo alla ai agli alle a da dal dalla in nel nello nella nei con su sul sulla sui per
        tra fra e ed o che chi cui come se anche piu molto piacere piacerebbe fa fare farebbe far ho ha hai
        abbia avere sono essere sarei sarebbe sara vorrei volevo desidero desidererei potrei possiamo potremmo
        potremo visto letto trovato trovo ritengo notato guardato collegarmi collegarci collegare collegarti
        collegamento collegamenti connettermi connetterci connettere connessione connessioni entrare aggiungere
        aggiungerti aggiungerla aggiungervi contatti contatto contattarti contattarla rete reti professionale
        professionali professionisti professionista profilo profili interessante interessanti interesse
        interessato interessata linkedin ampliare allargare espandere parte restare rimanere tenerci tenersi
        settore settori ambito stesso stessa campo lavoro esperienza percorso opportunita collaborazione
        collaborazioni collaborare sinergie sinergia reciproco reciproca reciprocamente futuro futura future
        eventuali possibili possibile nuove nuovi nuovo nuova condividere idee conoscere conoscerti conoscerla
        conoscerci conoscenza scambiare scambio opinioni persone grazie saluti saluto cordiali cordialmente
        distinti buona buon giornata presto anticipo lieto lieta felice contento contenta invito invitarti
        invitarla accettare richiesta accetti accetta spero imbattuto imbattuta interessi comune comuni mondo
        cosi credo penso essendo dato momento bel bella bello complimenti qui tutto
        """,
    "es": """
        hola contigo conmigo buenos buenas dias tardes estimado estimada querido querida sr sra me te le lo la
        los las nos os se yo tu usted ustedes nosotros mi mis su sus tuyo nuestro nuestra el un una unos unas de
        del al a en con por para entre y e o que quien como si tambien mas muy he ha has haya tener tengo soy es
        ser seria estoy esta estar gustaria gusta encantaria quisiera quiero querria deseo podria podriamos
        podemos poder visto leido encontrado conectar conectarme conectarnos conectemos conexion conexiones
        conectados red redes anadir anadirte anadirle agregar agregarte agregarle unirme contactos contacto
        contactar contactarte contactarle formar parte profesional profesionales perfil perfiles interesante
        interesantes interes interesado interesada linkedin ampliar expandir crecer sector campo mismo misma
        trabajo experiencia trayectoria oportunidades oportunidad colaborar colaboracion sinergias sinergia
        mutuo mutua beneficio futuro futuras posibles posible nuevas nuevos compartir ideas conocer conocerte
        conocerle conocernos intercambiar opiniones personas gracias saludo saludos cordial cordiales
        cordialmente atentamente buen dia semana pronto antemano encantado encantada feliz invitacion invitarte
        aceptar aceptes acepte solicitud espero mantener mantenernos seguir seguimos impresionado impresionada
        ambito todo aqui intereses comun comunes mundo creo ya siempre
        """,
    "fr": """
        bonjour bonsoir salut connectons mon ma mes son sa ses leur cher chere monsieur madame m mme je j me te
        t vous votre vos tu ton ta tes moi toi nous notre nos se s ce c cette cet le la les l un une des de du d
        a au aux en dans sur avec par pour entre et ou que qu qui comme si aussi plus tres ai as avez avoir suis
        est etre serais serait sera aimerais souhaite souhaiterais voudrais veux pourrais pourrions pouvons
        pouvoir ravi ravie vu lu trouve decouvert remarque connecter connexion connexions reseau reseaux ajouter
        rejoindre contacts contact contacter entrer mise mettre relation relations faire partie professionnel
        professionnelle professionnels professionnelles profil profils interessant interessante interesse
        interessee interet linkedin elargir agrandir developper etendre secteur domaine meme travail experience
        parcours opportunites opportunite collaborer collaboration collaborations synergies synergie mutuel
        mutuelle futur future futures possibles eventuelles nouvelles nouveaux partager idees connaitre
        connaissance echanger echange echanges personnes merci cordialement salutations bien bonne belle journee
        semaine bientot avance plaisir heureux heureuse content contente invitation inviter invite accepter
        demande espere rester garder tout ici commun communs monde propose permets permettre
        """,
    "de": """
        hallo guten tag morgen abend liebe lieber sehr geehrte geehrter herr frau ich mich mir mein meine meinem
        meinen meiner du dich dir dein deine deinem deinen deiner sie ihr ihre ihrem ihren ihrer ihnen wir uns
        unser unsere unserem der die das den dem des ein eine einen einem einer und oder von vom zu zum zur in
        im an am auf mit bei fur aus durch als wie wenn auch mehr ist sind bin war sein habe hat haben hatte
        hatten wurde wurden ware will mochte mochten gern gerne kann konnen konnte konnten darf freue freuen
        wurd gesehen gelesen gefunden gestossen aufmerksam geworden vernetzen vernetzt vernetzung netzwerk
        netzwerke netzwerken kontakt kontakte kontakten kontaktieren hinzufugen hinzuzufugen aufnehmen
        aufzunehmen aufnahme verbinden verbindung verknupfen beruflich berufliche beruflichen beruflichem
        beruflicher professionell professionelles profil profile interessant interessante interessantes
        interessanten interesse interessen linkedin erweitern ausbauen branche bereich gleiche gleichen selben
        arbeit erfahrung werdegang moglichkeiten zusammenarbeit synergien austausch austauschen auszutauschen
        gegenseitig gegenseitigen zukunft zukunftig neue neuen neuer teilen ideen kennenlernen kennen lernen
        personen menschen danke vielen dank viele grusse grussen gruss beste besten freundlichen freundliche
        herzliche schone schonen woche bald voraus froh einladung einladen annehmen anfrage hoffe bleiben welt
        gemeinsame so nicht hier dass da uber
        """,
    "pt": """
        ola oi bom boa dia tarde noite prezado prezada caro cara sr sra me te lhe o a os as nos se eu voce voces
        tu ti meu minha meus minhas seu sua seus suas teu tua nosso nossa um uma uns umas de do da dos das ao
        aos em no na nas com por pelo pela para entre e ou que quem como tambem mais muito tenho tem ter sou es
        ser seria estou esta gostaria gosto adoraria quero queria desejo poderia poderiamos podemos poder vi
        visto li encontrei conectar conectarmos conexao conexoes rede redes adicionar adicionalo adiciona la lo
        juntar contatos contato contactos contacto contactar fazer parte profissional profissionais perfil
        perfis interessante interessantes interesse interessado interessada linkedin ampliar expandir crescer
        setor sector area mesmo mesma trabalho experiencia trajetoria percurso oportunidades oportunidade
        colaborar colaboracao parceria parcerias sinergias sinergia mutuo mutua beneficio futuro futuras
        possiveis possivel novas novos compartilhar partilhar ideias conhecer conhece conhecermos trocar troca
        opinioes experiencias pessoas obrigado obrigada saudacoes cumprimentos atenciosamente cordiais
        cordialmente abraco abracos semana breve antecipadamente feliz prazer convite convidar aceitar aceite
        pedido espero manter mantermos comum mundo acredito sempre aqui
        """,
}
