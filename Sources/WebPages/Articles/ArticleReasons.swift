internal import Ledger
internal import Model
internal import Presentation

/// Why an article is as it is, in sentences.
struct ArticleReasons {
  private(set) var sentences: [String] = []

  init(of page: ArticlePage) {
    copies(page)
    reading(page)
    story(page)
  }

  private mutating func copies(_ page: ArticlePage) {
    let decision = page.row.decision
    if decision.copyOf != nil {
      let other = page.original.map(Self.described) ?? "an article that is not there any more"
      switch decision.kind {
      case .bytes: sentences.append("The same bytes had come before, as \(other).")
      case .text: sentences.append("It has the same text as \(other).")
      default:
        sentences.append(
          "It is a copy of \(other): \(Figures.percent(decision.similarity)) of the shorter text stands in the longer one."
        )
      }
    } else {
      sentences.append("When it came, no article had its text: it is no copy.")
    }
    if let links = page.document.links {
      if let head = links.head, head != links.id {
        sentences.append("Searches show a better copy in its place.")
      }
      if !links.contains.isEmpty {
        sentences.append(
          "It holds the text of \(Figures.count(links.contains.count, "other article")) among others."
        )
      }
    }
  }

  private mutating func reading(_ page: ArticlePage) {
    let article = page.article
    var kept =
      "\(Figures.count(article.paragraphs.count, "paragraph")) with \(Self.length(of: article)) were kept"
    if !article.removed.isEmpty {
      kept += ", \(Figures.count(article.removed.count, "block")) left out"
    }
    sentences.append(kept + ".")
    if article.repairs.isEmpty {
      sentences.append("Nothing had to be repaired.")
    } else {
      let sure = article.repairs.count { $0.certain }
      sentences.append(
        "\(Figures.count(article.repairs.count, "repair")) made, "
          + (sure == article.repairs.count ? "all of them certain." : "\(sure) of them certain."))
    }
    if article.selfRepeat { sentences.append("The file held the article more than once.") }
  }

  /// How long the text is: in words, or in characters where its script puts no blanks between words.
  private static func length(of article: Article) -> String {
    var (words, characters) = (0, 0)
    for paragraph in article.paragraphs {
      words += paragraph.text.split(separator: " ").count
      characters += paragraph.text.unicodeScalars.count { !$0.properties.isWhitespace }
    }
    return characters > 12 * words
      ? Figures.count(characters, "character") : Figures.count(words, "word")
  }

  private mutating func story(_ page: ArticlePage) {
    if let date = page.article.datePublished, page.row.storyTime != nil {
      sentences.append("It is placed in its story by its own date, \(DateText.short(date)).")
    } else {
      sentences.append("It has no date of its own, so no window of time holds it from a story.")
    }
  }

  private static func described(_ row: ArticleRow) -> String {
    let name =
      row.article.publisher?.name ?? row.article.publisher?.domain ?? row.provenance.source
    return "“\(row.article.headline ?? "an article without a headline")”"
      + (name.map { " of \($0)" } ?? "")
  }
}
