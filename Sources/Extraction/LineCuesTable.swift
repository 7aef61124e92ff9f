import Model

extension LineCues {
  /// Reason, place in the line, words the line may have at most, phrases.
  static let table: [(RemovedText.Reason, Place, Int, String)] = [
    (
      .share, .whole, 4,
      """
      share|share this|share this article|share this story|share on facebook|share on twitter|tweet|\
      facebook|twitter|x|whatsapp|instagram|linkedin|telegram|pinterest|reddit|email|e mail|print|\
      copy link|link copied|tumblr|messenger|flipboard|youtube|tiktok|threads|bluesky|mastodon|\
      follow us|follow|save|bookmark|like|likes|shares|gift|gift article|copy|sms|viber|vk|\
      teilen|drucken|merken|artikel teilen|partager|imprimer|partager sur facebook|compartir|\
      imprimir|condividi|stampa|delen|dela|del|jaa|udostępnij|поделиться|поділитися|share via|\
      compartilhar|compartilhe|paylaş|シェア|ツイート|공유|分享|share article|share story|sharethis
      """
    ),
    (
      .share, .start, 9,
      """
      share this|share on|share via|follow us on|follow us|find us on|like us on|tweet this|\
      share the|click to share|click to email|click to print|suivez nous|síguenos|folgen sie uns|\
      seguici|volg ons|artikel teilen|auf facebook teilen|connect with us|join us on|print this|\
      email this
      """
    ),
    (
      .advert, .whole, 8,
      """
      advertisement|advertisements|ad|ads|sponsored|sponsored content|promoted|promoted content|\
      anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklama|reklam|mainos|annonce|\
      annons|advertentie|реклама|διαφήμιση|広告|光고|광고|iklan|continue reading below|\
      advertisement continue reading|story continues below advertisement|\
      article continues below advertisement|article continues below|scroll to continue|\
      story continues|skip advertisement|content continues below|story continues below|\
      this advertisement has not loaded yet but your article continues below
      """
    ),
    (
      .advert, .anywhere, 12,
      """
      best solution for dropshipping|sell anywhere with|shop now|buy now|order now|free trial|\
      promo code|coupon code|dropshipping|advertise with us|limited time offer|paid content|\
      paid advertisement
      """
    ),
    (
      .adblock, .anywhere, 40,
      """
      adblock detected|ad blocker detected|adblocker extension|disable your adblocker|\
      disabling your adblocker|disabling your ad blocker|disable your ad blocker|\
      turn off your ad blocker|using an ad blocker|adblocker|bloqueur de publicité|\
      enable javascript|javascript is disabled|javascript aktivieren|browser does not support|\
      browser is not supported
      """
    ),
    (
      .cookie, .anywhere, 60,
      """
      we use cookies|uses cookies|use of cookies|cookie policy|cookie settings|accept cookies|\
      accept all cookies|cookie preferences|cookie consent|utilise des cookies|\
      verwendet cookies|utiliza cookies|usa cookies|manage consent|privacy preferences|gdpr
      """
    ),
    (
      .comment, .whole, 8,
      """
      comments|comment|leave a comment|leave a reply|post a comment|add a comment|no comments|\
      0 comments|1 comment|view comments|show comments|join the conversation|kommentare|\
      commentaires|comentarios|commenti|reacties|comentários|комментарии|discussion|\
      write a comment|cancel reply|your email address will not be published|save my name|\
      name|email|website|post comment|reply|antworten|répondre|responder|log in to comment|\
      sign in to comment|view all comments|read comments|skip to comments|load comments|\
      kommentar schreiben|leave your comment|be the first to comment
      """
    ),
    (
      .comment, .start, 30,
      """
      leave a comment|leave a reply|this site uses akismet|your email address will not|\
      save my name email|you must be logged in|learn how your comment|be the first to comment|\
      log in to leave a comment|required fields are marked|comments are closed|\
      notify me of follow|notify me of new|commenting on this|comments on this
      """
    ),
    (
      .related, .whole, 10,
      """
      related|related articles|related stories|related news|related posts|related content|\
      related topics|related coverage|you may also like|you might also like|more from|read more|\
      read next|up next|recommended|recommended for you|trending|trending now|most read|\
      most popular|popular|popular posts|latest|latest news|latest stories|top stories|more news|\
      more stories|also read|see also|editors picks|recommended reading|recent posts|next article|\
      previous article|more on this story|more on this topic|more like this|must read|in case you missed it|\
      mehr zum thema|das könnte sie auch interessieren|auch interessant|meistgelesen|lesen sie auch|\
      weiterlesen|à lire aussi|lire aussi|sur le même sujet|articles liés|les plus lus|lire la suite|\
      te puede interesar|lea también|lo más leído|más noticias|noticias relacionadas|leer más|\
      leggi anche|potrebbe interessarti|articoli correlati|leia também|leia mais|lees ook|\
      meer over|läs också|läs mer|les også|læs også|lue myös|czytaj także|zobacz także|читайте также|\
      читайте також|ilgili haberler|関連記事|相关阅读|related links|related reading|whats next|\
      recommended stories|you may like|from around the web|around the web|más leídas|latest articles|\
      related story|related article|keep reading|continue reading|trending stories|more in
      """
    ),
    (
      .related, .start, 30,
      """
      read more|read also|also read|see also|related|recommended|more from|more on|watch|\
      you may also like|lire aussi|à lire aussi|lesen sie auch|lea también|leggi anche|leia também|\
      lees ook|läs också|les også|læs også|читайте также|читайте також|czytaj też|must read|\
      dont miss|mehr zum thema|mehr dazu|in pictures|don t miss|read next|leer también
      """
    ),
    (
      .newsletter, .anywhere, 45,
      """
      sign up for our|sign up for the|sign up to our|sign up to the|sign up to receive|\
      subscribe to our|subscribe to the|our newsletter|our newsletters|free newsletter|\
      daily newsletter|weekly newsletter|to your inbox|in your inbox|newsletter abonnieren|\
      abonnieren sie|inscrivez vous|suscríbete|suscribirse|iscriviti|schrijf je in|abonnez vous|\
      subscribe now|subscribe today|already a subscriber|become a member|email address to subscribe|\
      support our journalism|make a donation|donate now|get the app|download the app|\
      download our app|get unlimited access|unlimited digital access
      """
    ),
    (
      .newsletter, .whole, 5,
      """
      subscribe|sign up|newsletter|newsletters|register|sign in|log in|login|logout|donate|\
      abonnieren|anmelden|registrieren|abonnez vous|s abonner|se connecter|suscríbete|iniciar sesión|\
      regístrate|abbonati|accedi|assine|entrar|inloggen|logga in|my account|account|join now
      """
    ),
    (
      .form, .anywhere, 12,
      "access this article for free|already have an account|already registered|create an account|"
        + "forgot your password|forgot password|remember me|enter your email|submit search"
    ),
    (
      .credit, .start, 25,
      """
      photo credit|image credit|photo by|photos by|image by|images by|photograph by|\
      image courtesy|photo courtesy|picture credit|credit|bild|foto|fotos|crédit photo|photo|\
      fotocredit|image source|featured image|bildquelle|fotografía|zdjęcie|фото|image|images|\
      quelle|picture|pictures|pictured|file photo|illustration|video by|cover photo
      """
    ),
    (
      .credit, .anywhere, 40,
      "getty images|ap photo|afp via|shutterstock|file photo|screenshot via|photo illustration"
    ),
    (
      .credit, .whole, 4,
      "source|source link|quelle|fuente|fonte|sources|via|original source|original article|"
        + "read the original article|read original article"
    ),
    (
      .footer, .anywhere, 60,
      """
      all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|\
      tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|\
      все права защищены|may not be published broadcast rewritten|terms of use|terms of service|\
      terms and conditions|privacy policy|powered by wordpress|datenschutz|impressum|\
      mentions légales|aviso legal|do not sell my|rights reserved
      """
    ),
    (.footer, .start, 40, "copyright|powered by|published by permission|©"),
    (
      .footer, .whole, 4,
      "contact us|contact|about us|about|careers|site map|sitemap|help|faq|advertise|accessibility|"
        + "kontakt|contacto|contatti|rss|back to top|top|terms|privacy"
    ),
    (
      .menu, .whole, 4,
      """
      menu|home|search|skip to content|skip to main content|close|open menu|main menu|\
      skip to navigation|navigation|toggle navigation|news|sections|more|next|previous|prev|\
      startseite|suche|menü|accueil|rechercher|inicio|buscar|cerca|zoeken|sök|szukaj|поиск|главная|\
      back|go back|show more|load more|see more|view all|see all|view more|hide|show|expand|open|\
      cancel|ok|yes|no thanks|play|pause|mute|listen|loading|listen to this article|listen to article
      """
    ),
    (
      .menu, .start, 8,
      "skip to|jump to|toggle navigation|open search|close menu|back to|click here|tap here|go to"
    ),
    (
      .boilerplate, .start, 25,
      """
      tags|tagged|filed under|topics|categories|category|posted in|schlagwörter|themen|mots clés|\
      etiquetas|keywords|teme|теги|labels|in this article|explore more
      """
    ),
    (
      .boilerplate, .anywhere, 25,
      "add more questions based on|as an ai language model|minute read|min read|minutes read|"
        + "minutes to read|reading time|lesezeit|temps de lecture|tiempo de lectura"
    ),
    (.banner, .start, 8, "today|breaking news|breaking|live updates|weather|current time"),
  ]
}
