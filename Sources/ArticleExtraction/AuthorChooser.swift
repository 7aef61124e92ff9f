import Articles
import HTMLTree

/// Chooses the authors from JSON-LD, meta elements and the page's bylines.
struct AuthorChooser {
  private let metadata: PageMetadata
  private(set) var authors: [Person] = []

  init(_ metadata: PageMetadata) {
    self.metadata = metadata
    authors = fromLinkedData()
    if authors.isEmpty { authors = fromMetas() }
    if authors.isEmpty { authors = fromPage() }
  }

  private func fromLinkedData() -> [Person] {
    var found: [Person] = []
    for (name, url) in metadata.data.authors {
      for piece in names(metadata.plain(name), requiresBy: false) {
        add(Person(name: piece, url: url == "organization:" ? nil : url), &found)
      }
    }
    return found
  }

  private func fromMetas() -> [Person] {
    let keys = [
      "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
      "dc.creator", "dcterms.creator", "byl", "authors", "citation_author", "twitter:data1",
      "creator", "og:article:author", "cxenseparse:author", "vr:author", "dc.contributor",
    ]
    for key in keys {
      var found: [Person] = []
      for value in metadata.head.allMetas(key) where !value.hasPrefix("http") {
        if key == "twitter:data1", value.contains(where: { $0.isNumber }) { continue }
        for piece in names(value, requiresBy: false) { add(Person(name: piece), &found) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func fromPage() -> [Person] {
    for strength in [3, 2, 1] {
      var found: [Person] = []
      for (node, own) in metadata.head.authors where own == strength {
        let text = PageHead.text(metadata.page, node, limit: 400)
        guard text.utf8.count <= 120 else { continue }
        for piece in names(text, requiresBy: false) where looksLikeName(piece) {
          add(Person(name: piece), &found)
        }
        if found.count >= 6 { break }
      }
      if !found.isEmpty { return strength == 3 ? found : Array(found.prefix(3)) }
    }
    return []
  }

  private func looksLikeName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count >= 2, words.count <= 5 else { return false }
    return words.allSatisfy { word in
      guard let first = word.unicodeScalars.first else { return false }
      return first.properties.isUppercase || !first.properties.isCased || word.utf8.count <= 3
    }
  }

  private func names(_ text: String, requiresBy: Bool) -> [String] {
    Bylines.names(in: text, requiresBy: requiresBy).filter {
      !metadata.siteNames.contains(Fold.letters($0))
    }
  }

  private func add(_ person: Person, _ found: inout [Person]) {
    let letters = Fold.letters(person.name)
    guard !letters.isEmpty, found.count < 20,
      !found.contains(where: { Fold.letters($0.name) == letters })
    else { return }
    found.append(person)
  }
}
