import Bytes
import HTMLTree
import Model

/// Chooses the authors from JSON-LD, meta elements and the page's bylines.
///
/// The first source that names a person wins; an organisation is taken where nobody is named.
struct AuthorChooser {
  private let metadata: PageMetadata
  private(set) var authors: [Person] = []
  /// The page's own site, where its data states it as the author.
  private var site: Person?

  init(_ metadata: PageMetadata, blocks: PageBlocks?) {
    self.metadata = metadata
    var organizations: [Person] = []
    authors = fromLinkedData(&organizations)
    if authors.isEmpty { authors = fromMetas(&organizations) }
    if authors.isEmpty { authors = fromPage(&organizations) }
    if authors.isEmpty { authors = fromText(blocks) }
    if authors.isEmpty { authors = fromAccounts() }
    if authors.isEmpty, let first = organizations.first ?? site { authors = [first] }
  }

  private mutating func fromLinkedData(_ organizations: inout [Person]) -> [Person] {
    var found: [Person] = []
    for (name, url, isPerson) in metadata.data.authors {
      noteSite(metadata.plain(name))
      take(metadata.plain(name), url, isPerson: isPerson, &found, &organizations)
    }
    return found
  }

  /// The page's own site as an author, for where nobody else is named.
  private mutating func noteSite(_ text: String) {
    let name = PageHead.collapsed(text)
    if site == nil, name.contains(where: \.isLetter), isSite(name), name.utf8.count <= 160,
      !name.contains(where: { "/@".contains($0) }), !Bylines.isPlaceholder(name)
    {
      site = Person(name: name)
    }
  }

  /// Sorts the names of a field into persons and organisations.
  private func take(
    _ text: String, _ url: String?, isPerson: Bool, _ found: inout [Person],
    _ organizations: inout [Person]
  ) {
    // Whoever built or owns the site stands in the page's head as often as who wrote.
    if isSite(text) || isPerson && BylineParts.isCompany(text.prefix { $0 != "," }) { return }
    if !isPerson || AuthorField.isOrganization(text) {
      let name = PageHead.collapsed(text)
      if name.utf8.count <= 80, !name.contains("/"), !Bylines.isPlaceholder(name) {
        add(Person(name: name), &organizations)
      }
      return
    }
    for piece in Bylines.names(in: text, requiresBy: false) {
      let name = withoutSite(piece)
      if isSite(name) { continue }
      if looksLikeOrganization(name) {
        add(Person(name: name), &organizations)
      } else {
        add(Person(name: name, url: url), &found)
      }
    }
  }

  private mutating func fromMetas(_ organizations: inout [Person]) -> [Person] {
    let keys = [
      "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
      "dc.creator", "dcterms.creator", "byl", "authors", "citation_author", "twitter:data1",
      "creator", "og:article:author", "cxenseparse:author", "vr:author", "dc.contributor",
    ]
    for key in keys {
      var found: [Person] = []
      for value in metadata.head.allMetas(key) where !value.hasPrefix("http") {
        if key == "twitter:data1", value.contains(where: { $0.isNumber }) { continue }
        if key != "twitter:data1" { noteSite(value) }
        take(value, nil, isPerson: true, &found, &organizations)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func fromPage(_ organizations: inout [Person]) -> [Person] {
    for strength in [3, 2, 1] {
      var found: [Person] = []
      for (node, own) in metadata.head.authors
      where own == strength && !metadata.isOfOther(node) {
        let text = PageHead.text(metadata.page, node, limit: 400, parts: true)
        guard text.utf8.count <= 160, strength == 3 || !isSentence(text),
          strength == 3 || !isWideList(text)
        else { continue }
        for piece in names(inByline: text) {
          let name = withoutSite(piece)
          if looksLikeName(name, isStated: strength == 3), !isSite(name),
            !looksLikeOrganization(name)
          {
            add(Person(name: name), &found)
          }
        }
        if found.count >= 6 || (!found.isEmpty && strength < 3) { break }
      }
      if !found.isEmpty { return Array(found.prefix(strength == 3 ? 8 : 4)) }
    }
    return []
  }

  /// The names in an element's text, where a date may stand before them: `Posted on 1 June 2031 by Ada Quill`.
  private func names(inByline text: String) -> [String] {
    let names = Bylines.names(in: text, requiresBy: false)
    guard names.isEmpty, var rest = behindDate(text)?[...] else { return names }
    BylineParts.cutAtSection(&rest)
    return Bylines.names(in: String(rest), requiresBy: true)
  }

  /// What stands behind the date and hour of a short text; nil without a date.
  private func behindDate(_ text: String) -> String? {
    guard text.utf8.count <= 160, text.utf8.contains(where: ASCII.isDigit),
      let found = metadata.reader.find(in: text, source: "text"),
      found.range.lowerBound <= 40, found.range.upperBound < text.utf8.count
    else { return nil }
    return String(text.utf8.dropFirst(found.range.upperBound))
  }

  /// The name of an account that the page states as the author's, where nobody is named in full:
  /// `<a rel="author">skerrycat</a>`.
  private func fromAccounts() -> [Person] {
    for (node, strength) in metadata.head.authors
    where (strength == 3 || isCard(node)) && !metadata.isOfOther(node, orIs: true) {
      var text = Substring(PageHead.text(metadata.page, node, limit: 100, parts: true))
      Bylines.dropOpeners(&text)
      guard let name = Bylines.names(in: String(text), requiresBy: false).first,
        !name.contains(" "), (2...30).contains(name.count), text.utf8.count <= name.utf8.count + 2,
        !isSite(name), !looksLikeOrganization(name), !AuthorField.isOrganization(name)
      else { continue }
      return [Person(name: name)]
    }
    return []
  }

  /// True for an element of hCard's classes, as blogs write the author's name.
  private func isCard(_ node: NodeID) -> Bool {
    ["vcard", "fn", "h-card", "p-author"].contains {
      metadata.page.hasWord($0, in: .class, of: node)
    }
  }

  /// A short block near the headline that begins with `By`.
  private func fromText(_ blocks: PageBlocks?) -> [Person] {
    guard let blocks else { return [] }
    let zone = bylineZone(blocks)
    for (index, block) in blocks.blocks.prefix(600).enumerated()
    where block.count >= 6 && block.count <= 120 {
      let text = String(decoding: blocks.bytes(block), as: UTF8.self)
      let isByline =
        zone.contains(index) || blocks.containers[block.container].traits.contains(.address)
      // With date or source in the same line it is the article's, and no list's.
      let isLabelled =
        text.utf8.contains { $0 >= 0xE3 } && text.count(where: Dateline.isDigit) >= 6
      var names = names(in: text, isByline: isByline, isStated: isLabelled)
      // `Cycling | Por: Ada Pena | …`
      if names.isEmpty, text.contains("|") {
        names =
          text.split(separator: "|").dropFirst().lazy.map {
            self.names(in: String($0), isByline: false, isStated: false)
          }.first { !$0.isEmpty } ?? []
      }
      if !names.isEmpty { return names.map { Person(name: $0) } }
    }
    return []
  }

  /// The blocks between the last heading above the text and the text: where bylines stand.
  private func bylineZone(_ blocks: PageBlocks) -> Range<Int> {
    guard let text = TitleParts.firstText(blocks),
      let heading = blocks.blocks[..<text].lastIndex(where: {
        blocks.containers[$0.container].traits.contains(.heading) && $0.count >= 16
          && $0.linkBytes * 2 < $0.count
      })
    else { return 0..<0 }
    return (heading + 1)..<min(text, heading + 9)
  }

  private func names(in text: String, isByline: Bool, isStated: Bool) -> [String] {
    var names = Bylines.names(in: text, requiresBy: true, isByline: isByline)
    if names.isEmpty, isByline, let rest = behindDate(text) {
      names = Bylines.names(in: rest, requiresBy: true)
    }
    return names.map { withoutSite($0) }
      .filter {
        looksLikeName($0, isStated: isStated) && !isSite($0) && !looksLikeOrganization($0)
      }
  }

  /// True for Japanese longer than a name with its desk: columns, subjects that somebody writes about.
  private func isWideList(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.count > 20 && scalars.contains { (0x3041...0x30FF).contains($0.value) }
  }

  /// True for text whose sentence ends within: `Write your code and hit save. Press a key …`.
  private func isSentence(_ text: String) -> Bool {
    guard let stop = text.firstRange(utf8: ". "), text.split(separator: " ").count >= 8 else {
      return false
    }
    let word = text[..<stop.lowerBound].split(separator: " ").last ?? ""
    return word.count >= 4 && word.allSatisfy(\.isLowercase)
  }

  private func looksLikeName(_ text: String, isStated: Bool = false) -> Bool {
    // Menus and labels of these scripts are as short as names: only where an author is stated.
    if isStated, Bylines.isWideName(text) { return true }
    if WideNames.isPersonal(text) { return true }
    if metadata.statedLanguage == "ja" || metadata.language == "ja", WideNames.isJapanese(text) {
      return true
    }
    let words = text.split(separator: " ")
    guard words.count >= 2, words.count <= 5 else { return false }
    return words.allSatisfy { word in
      guard let first = word.unicodeScalars.first else { return false }
      return first.properties.isUppercase || !first.properties.isCased || word.utf8.count <= 3
    }
  }

  /// Names of newspapers, agencies and desks have words that names of people have not.
  private func looksLikeOrganization(_ text: String) -> Bool {
    AuthorField.hasOrganizationWord(text)
  }

  private func isSite(_ name: String) -> Bool {
    let letters = NameFolding.key(name)
    return letters.isEmpty || metadata.siteNames.contains(letters)
      || metadata.siteNames.contains("the" + letters)
      || (letters.hasPrefix("the") && metadata.siteNames.contains(String(letters.dropFirst(3))))
  }

  /// `Ada Lovelace USA TODAY` where the page is USA TODAY's.
  private func withoutSite(_ name: String) -> String {
    let words = name.split(separator: " ")
    guard words.count >= 4 else { return name }
    // A name of two or three words, and the rest in capitals.
    for count in 2...3 where count < words.count {
      let rest = words[count...]
      let isShouted = rest.allSatisfy {
        $0.utf8.count > 1 && $0 == $0.uppercased() && !$0.allSatisfy { "IVX".contains($0) }
      }
      if isShouted || isSite(rest.joined(separator: " ")) {
        return words[..<count].joined(separator: " ")
      }
    }
    return name
  }

  private func add(_ person: Person, _ found: inout [Person]) {
    let letters = NameFolding.key(person.name)
    guard !letters.isEmpty, found.count < 20,
      !found.contains(where: { NameFolding.key($0.name) == letters })
    else { return }
    found.append(person)
    assert(found.count <= 20)
  }
}
