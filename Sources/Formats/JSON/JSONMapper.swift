import Bytes
import Model
import JSONTree

/// Reads an object of any scraper's schema by its members' names.
struct JSONMapper {
  /// The best-ranked fit of each role so far.
  private var chosen: [FieldRole: (rank: Int, name: String, value: JSONValue)] = [:]
  private var dates: [(role: FieldRole, rank: Int, name: String, value: JSONValue)] = []
  private let object: JSONValue

  /// What the object's fields say.
  static func draft(of object: JSONValue) -> FieldDraft {
    if WordPressPost.isPost(object) { return WordPressPost.draft(of: object) }
    var mapper = JSONMapper(object)
    return mapper.draft()
  }

  private init(_ object: JSONValue) { self.object = object }

  private mutating func draft() -> FieldDraft {
    for (name, value) in object.members {
      guard let claim = FieldRole.claim(of: name) else { continue }
      note(claim, name, value)
    }
    noteMetadata()
    var draft = FieldDraft(format: JSONSchemaName.name(of: object))
    draft.headline = text(.headline)
    draft.alternativeHeadline = text(.alternativeHeadline)
    draft.description = text(.description)
    draft.language = text(.language)
    draft.url = text(.url)
    draft.canonicalURL = text(.canonicalURL)
    draft.domain = text(.domain)
    draft.authors = chosen[.author].map { JSONPeople.people(in: $0.value) } ?? []
    draft.sections = chosen[.section].map { JSONPeople.words(in: $0.value) } ?? []
    draft.keywords = chosen[.keywords].map { JSONPeople.words(in: $0.value) } ?? []
    draft.isAccessibleForFree = chosen[.access]?.value.boolean
    draft.publisherName = chosen[.publisher].flatMap { JSONPeople.name(in: $0.value) }
    draft.errorStatus = JSONStatus.ofError(in: object)
    draft.body = body()
    if draft.headline == nil, let value = chosen[.body]?.value {
      draft.headline = JSONBody.headline(opening: value)
    }
    if draft.body == nil, let text = draft.description, Markup.blockTagCount(text, upTo: 2) == 2 {
      draft.body = .fragment(text)
      draft.description = nil
    }
    dates.sort { $0.rank < $1.rank }
    for date in dates {
      guard let raw = Self.dateText(of: date.value), !raw.isEmpty else { continue }
      let field = FieldDraft.DateField(
        raw: raw, source: "field:\(date.name)",
        isGMT: FieldRole.normalized(date.name).hasSuffix("gmt"))
      if date.role == .published {
        draft.published.append(field)
      } else {
        draft.modified.append(field)
      }
    }
    // Agencies state when this version was made: without another date it is the first.
    if draft.published.isEmpty {
      draft.published = draft.modified.filter { $0.source == "field:versioncreated" }
    }
    if draft.authors.isEmpty, draft.headline != nil { draft.authors = owner() }
    return draft
  }

  /// Who put an article with a headline into a system, where nothing else names an author: a person
  /// with a name, not one with a name for logging in.
  private func owner() -> [Person] {
    for name in ["user", "owner", "postedBy", "posted_by", "createdBy", "created_by"] {
      guard let value = object[name], value.isObject else { continue }
      let people = JSONPeople.people(in: value).filter { $0.name.contains(" ") }
      if !people.isEmpty { return people }
    }
    return []
  }

  /// Fills the roles that the object's own members leave open from the objects that describe it.
  private mutating func noteMetadata() {
    let hasDate = Set(dates.map(\.role))
    for object in JSONMetadata.objects(of: object, byContent: chosen[.headline] == nil) {
      for (name, value) in object.members {
        guard var claim = JSONMetadata.claim(of: name, value), !hasDate.contains(claim.role) else {
          continue
        }
        claim.rank += Self.metadataRank
        note(claim, name, value)
      }
    }
    if chosen[.url] == nil { chosen[.url] = chosen[.canonicalURL] }
  }

  /// Beyond the ranks of an object's own members.
  private static let metadataRank = 10

  private mutating func note(_ claim: FieldRole.Claim, _ name: String, _ value: JSONValue) {
    switch claim.role {
    case .published, .modified:
      if isCrawlDate(name) { return }
      dates.append((claim.role, claim.rank, name, value))
    case .url:
      guard let text = Self.text(of: value), WebAddress.isPlausible(text) || claim.rank < 2 else {
        return
      }
      choose(claim, name, value)
    case .author
    where ["account", "credits"].contains(FieldRole.normalized(name)) && !value.isObject:
      return
    // Who put it into a system, with a name for logging in: see `owner`.
    case .author where FieldRole.normalized(name) == "postedby" && value.isObject:
      return
    case .publisher where claim.rank % Self.metadataRank == 1:
      // A source is an address in trafilatura's schema, a name or an object with a name in others.
      let isAddress = value.string.map { WebAddress.isAbsolute($0) } ?? false
      choose(isAddress ? FieldRole.Claim(role: .url, rank: max(2, claim.rank)) : claim, name, value)
    default:
      choose(claim, name, value)
    }
  }

  /// True for the date of a row of a crawl: when the page was fetched, not when it appeared.
  ///
  /// Sets made of Common Crawl name the crawl beside it, or have nothing but text and address.
  private func isCrawlDate(_ name: String) -> Bool {
    let key = FieldRole.normalized(name)
    guard key == "date" || key == "timestamp" else { return false }
    let beside = [object] + JSONMetadata.objects(of: object)
    if beside.contains(where: { $0["dump"]?.string?.hasPrefix("CC-MAIN") == true }) { return true }
    return key == "timestamp" && chosenByName(.headline) == nil && object["text"] != nil
      && beside.contains { $0["url"] != nil }
  }

  private func chosenByName(_ role: FieldRole) -> String? {
    object.members.first { FieldRole.claim(of: $0.name)?.role == role }?.name
  }

  private mutating func choose(_ claim: FieldRole.Claim, _ name: String, _ value: JSONValue) {
    guard !Self.isEmpty(value) else { return }
    if let old = chosen[claim.role], old.rank <= claim.rank { return }
    chosen[claim.role] = (claim.rank, name, value)
  }

  private func body() -> FieldDraft.Body? {
    let found = chosen[.body]
    if found.map({ !JSONBody.isBody($0.value) }) ?? (chosen[.page] == nil),
      let body = JSONPieces.text(of: object).flatMap({ JSONPieces.body(of: $0) })
    {
      return body
    }
    if let found {
      let isText = FieldRole.normalized(found.name).contains(utf8: "text")
      if let body = JSONBody.body(of: found.value, isText: isText) { return body }
    }
    if let page = chosen[.page]?.value.string { return .page(page) }
    guard found == nil, chosen[.headline] != nil, chosen[.url] != nil else { return nil }
    return UnnamedText.text(in: object).map { .unknown($0) }
  }

  private func text(_ role: FieldRole) -> String? {
    chosen[role].flatMap { Self.text(of: $0.value) }
  }

  /// A scalar's characters; of an object its `rendered`, `raw`, `name`, `basic`, `value`, `href` or `@id`; of
  /// an array the first of these.
  static func text(of value: JSONValue) -> String? {
    if let text = value.scalarText { return text.isEmpty ? nil : text }
    if value.isArray {
      if let rendering = JSONBody.rendering(in: value) { return rendering["value"]?.scalarText }
      return value.elements.lazy.compactMap { $0.isArray ? nil : text(of: $0) }.first
    }
    for name in [
      "rendered", "raw", "name", "main", "basic", "default", "value", "text", "content", "@value",
      "@id", "url", "href",
    ] {
      if let text = value[name]?.scalarText, !text.isEmpty { return text }
    }
    return nil
  }

  /// A date's characters; of the objects that databases export what stands in them, of a list of
  /// numbers the day and time that they are.
  private static func dateText(of value: JSONValue) -> String? {
    if value.isArray { return dateText(ofNumbers: value.elements.prefix(10).map(\.integer)) }
    guard value.isObject else { return value.scalarText }
    for name in ["$date", "$numberLong", "iso", "value", "@value", "date", "_seconds", "seconds"] {
      if let inner = value[name] { return dateText(of: inner) }
    }
    return nil
  }

  /// True for what programs write where a table has no value.
  static func isAbsent(_ text: String) -> Bool {
    ["", "nan", "nat", "null", "none", "<na>", "n/a"].contains(text.lowercased())
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null: true
    // NewsAPI's word for an article that was taken back.
    case .string where value.range.count <= 6: value.string.map { isAbsent($0) } ?? true
    case .string: value.range.count == 11 && value.string == "[Removed]"
    case .array: value[0] == nil
    default: false
    }
  }

  /// `[2025, 2, 11, 10, 15, 0]` as Java writes a local time, and with the day of the week, that of the
  /// year and summer time the nine of Python's `struct_time`, which feed readers keep in UTC.
  private static func dateText(ofNumbers numbers: [Int?]) -> String? {
    let known = numbers.compactMap(\.self)
    guard known.count == numbers.count, [3, 5, 6, 7, 9].contains(known.count),
      (1900...2100).contains(known[0]),
      known.dropFirst().prefix(5).allSatisfy({ (0..<100).contains($0) })
    else { return nil }
    let two = known.dropFirst().prefix(5).map { $0 < 10 ? "0\($0)" : "\($0)" }
    let day = "\(known[0])-\(two[0])-\(two[1])"
    if two.count < 4 { return day }
    return day + "T" + two[2...].joined(separator: ":") + (known.count == 9 ? "Z" : "")
  }
}
