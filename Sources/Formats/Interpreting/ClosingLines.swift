import Bytes
import Model

/// Lines that programs add below every article: where it appeared first, an invitation to read on,
/// buttons to share and to like.
enum ClosingLines {
  /// Paragraphs looked at from the end.
  private static let lineLimit = 8
  private static let byteLimit = 500

  /// Takes such lines off the end of an article; text before them stays, and so does an article that
  /// consists of nothing else.
  static func remove(from article: inout Article) {
    var count = article.paragraphs.count
    let start = max(1, count - lineLimit)
    while count > start, isClosing(article.paragraphs[count - 1].text, article) { count -= 1 }
    guard count < article.paragraphs.count else { return }
    article.removed += article.paragraphs[count...].map {
      RemovedText(reason: .boilerplate, text: $0.text)
    }
    article.paragraphs.removeSubrange(count...)
  }

  private static func isClosing(_ text: String, _ article: Article) -> Bool {
    guard text.utf8.count <= byteLimit else { return false }
    let key = folded(text)
    let title = folded(article.headline ?? "")
    if !title.isEmpty, title.count >= 8, key.contains(utf8: title) {
      if credits.contains(where: { key.contains(utf8: $0) }) { return true }
      let site = folded(article.publisher?.name ?? "")
      // The headline and the site's name around next to nothing: a credit in any language.
      if site.count >= 3, key.contains(utf8: site), key.count < title.count + site.count + 60 {
        return true
      }
      // A longer headline, word for word behind what begins no sentence of it, and little else.
      if title.count >= 20, !key.hasPrefix(title), key.count < title.count + 60 { return true }
    }
    if credits.contains(where: {
      key.hasPrefix("this post " + $0) || key.hasPrefix("this article " + $0)
    }) {
      return true
    }
    if isFirstPublication(text, key, article) || isThanks(key) { return true }
    if buttons.contains(key) || buttonPrefixes.contains(where: { key.hasPrefix($0) }) {
      return true
    }
    return isInvitation(text, key, title)
  }

  /// `Originally published at https://… on …`: the words and an address, or the site's name.
  private static func isFirstPublication(_ text: String, _ key: String, _ article: Article) -> Bool
  {
    guard key.utf8.count <= 200, publications.contains(where: { key.hasPrefix($0) }) else {
      return false
    }
    let site = folded(article.publisher?.name ?? "")
    return text.contains(utf8: "://") || text.contains(utf8: "www.")
      || site.utf8.count >= 3 && key.contains(utf8: site)
  }

  /// What newsletters thank their readers with before they ask for a subscription.
  private static func isThanks(_ key: String) -> Bool {
    key.hasPrefix("thanks for reading") && key.contains(utf8: "subscribe")
      || key.contains(utf8: "is a reader supported publication")
  }

  /// `Read more`, alone or before the headline, a site's name or an arrow; not a sentence.
  private static func isInvitation(_ text: String, _ key: String, _ title: String) -> Bool {
    guard let phrase = invitations.first(where: { key.hasPrefix($0) }) else { return false }
    let rest = key.dropFirst(phrase.count).drop { $0 == " " }
    if rest.isEmpty || (!title.isEmpty && (rest.contains(title) || title.contains(rest))) {
      return true
    }
    return key.count <= phrase.count + 40 && (rest.hasPrefix("on ") || rest.hasPrefix("at "))
      && text.last.map { !".!?".contains($0) } ?? false
  }

  /// Letters and digits in lower case, one blank between words.
  static func folded(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var separates = false
    for scalar in text.unicodeScalars {
      guard let isWord = isWordCharacter(scalar) else {
        return text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
      }
      guard isWord else {
        separates = !out.isEmpty
        continue
      }
      if separates { out.append(0x20) }
      separates = false
      if scalar.value < 0x80 {
        out.append(ASCII.lowercased(UInt8(scalar.value)))
      } else {
        out.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether a scalar that is a character by itself is a letter or a digit; nil for all beyond Latin,
  /// Greek and Cyrillic and the common punctuation, where characters may be made of several scalars.
  private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool? {
    switch scalar.value {
    case 0..<0x80: ASCII.isAlphanumeric(UInt8(scalar.value))
    case 0xC0..<0x2B0, 0x388..<0x483, 0x48A..<0x530: scalar.properties.isAlphabetic
    case 0xA0, 0xAB, 0xB7, 0xBB, 0x2010...0x2027, 0x2039, 0x203A: false
    default: nil
    }
  }

  private static let credits = [
    "appeared first on", "first appeared on", "first appeared in", "was originally published",
    "originally appeared", "was first published", "erschien zuerst", "wurde zuerst veröffentlicht",
    "est apparu en premier", "se publicó primero", "apareció primero", "proviene da",
    "apareceu primeiro", "aparece primeiro", "verscheen eerst", "pochodzi z serwisu",
    "dök först upp", "впервые появилась", "появились сначала", "ilk önce", "最先出现在",
    "に最初に表示されました", "apare prima dată", "először", "спершу з явився", "se publicó por primera vez",
    "è apparso per primo", "blev først vist på", "dukket først opp", "ilmestyi ensimmäisenä",
    "se objevil nejdříve", "sa objavil najprv", "първо се появи", "pojavio se prvi put",
  ]

  private static let publications = [
    "originally published", "first published", "originally posted", "this post was originally",
    "ursprünglich veröffentlicht", "ursprünglich erschienen", "zuerst veröffentlicht",
    "zuerst erschienen", "initialement publié", "publié initialement", "publié à l origine",
    "publicado originalmente", "originalmente publicado", "pubblicato originariamente",
    "originariamente pubblicato", "pubblicato in origine", "oorspronkelijk gepubliceerd",
    "pierwotnie opublikowano", "pôvodne publikované", "původně publikováno", "původně vyšlo",
    "eredetileg megjelent", "publicat inițial", "publicat original", "först publicerad",
    "ursprungligen publicerad", "oprindeligt udgivet", "opprinnelig publisert",
    "alun perin julkaistu", "впервые опубликовано", "изначально опубликовано",
    "вперше опубліковано", "първоначално публикувано", "αρχική δημοσίευση",
    "δημοσιεύτηκε αρχικά", "ilk olarak yayınlandı",
  ]

  private static let invitations = [
    "continue reading", "read more", "read the full story", "read the full article",
    "read the rest", "keep reading", "weiterlesen", "mehr lesen", "lire la suite", "lire plus",
    "seguir leyendo", "leer más", "continuar leyendo", "leggi tutto", "continua a leggere",
    "leia mais", "continue lendo", "ler mais", "lees verder", "lees meer", "czytaj dalej",
    "czytaj więcej", "läs mer", "les mer", "læs mere", "lue lisää", "číst dál", "читать далее",
    "читать дальше", "читать полностью", "читати далі", "devamını oku", "διαβάστε περισσότερα",
    "celý článek", "přečíst celý článek", "číst více", "čítať ďalej", "celý článok", "tovább",
    "tovább olvasom", "olvass tovább", "bővebben", "citește mai mult", "citește mai departe",
    "citește tot", "citește articolul", "читати більше", "читати повністю", "прочетете още",
    "прочети още", "виж още", "pročitaj više", "nastavi čitati", "preberi več", "llegir més",
    "συνέχεια", "περισσότερα", "devamı", "daha fazla", "اقرأ المزيد", "أكمل القراءة", "ادامه مطلب",
    "بیشتر بخوانید", "קראו עוד", "המשך קריאה", "להמשך קריאה", "อ่านต่อ", "อ่านเพิ่มเติม", "đọc tiếp",
    "xem thêm", "baca selengkapnya", "selengkapnya", "और पढ़ें", "더 보기", "더보기", "전체 기사 보기",
    "기사 전문 보기", "全文を読む", "記事全文", "查看全文", "查看更多",
    "続きを読む", "もっと読む", "阅读全文", "继续阅读", "閱讀全文", "繼續閱讀", "계속 읽기", "더 읽기",
  ]

  private static let buttons: Set<String> = [
    "share this", "like this", "like", "like loading", "loading", "like this loading",
    "share this like this", "share", "related", "teilen mit", "gefällt mir", "wird geladen",
    "gefällt mir wird geladen", "partager", "j aime", "j aime chargement", "chargement",
    "compartir", "compartir esto", "me gusta", "me gusta cargando", "cargando", "condividi",
    "mi piace", "caricamento", "compartilhe isso", "curtir", "carregando", "delen", "laden",
    "curtir carregando", "curtir isso", "gostar carregando", "gosto", "mi piace caricamento",
    "vind ik leuk laden", "vind ik leuk", "dit delen", "lubię to wczytywanie", "lubię to",
    "udostępnij to", "нравится загрузка", "понравилось это", "gilla laddar in", "gilla",
    "líbí se mi načítání", "sdílejte", "tetszik betöltés", "apreciază încarc", "partajează asta",
    "μου αρέσει φόρτωση", "beğen yükleniyor", "bunu paylaş", "いいね 読み込み中", "いいね", "共有",
    "赞 正在加载", "喜欢 正在加载", "分享到", "좋아하기 가져오는 중", "좋아하기", "이것이 좋아요", "공유하기",
    "إعجاب تحميل", "subscribe now", "subscribe", "leave a comment",
  ]

  private static let buttonPrefixes = [
    "click to share on", "click to email", "click to print", "klick um", "klicken um auf",
    "cliquez pour partager", "cliquer pour partager", "haz clic para compartir",
    "fai clic per condividere", "clique para compartilhar", "klik om te delen",
  ]
}
