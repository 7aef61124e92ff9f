import Bytes
import Extraction
import Model

/// A text of which every part is labelled, the article's own text among them, as archives of papers
/// and managers of references give articles out: by tags of two letters in lines of their own
/// (Factiva), by tags before a dash (RIS), by names before a colon (ProQuest, Nexis).
struct LabelledText {
  private static let byteLimit = 1 << 20
  private static let lineLimit = 20_000

  private var fields: [String: [String]] = [:]

  /// What such a text says; nil for any other, and for several articles in one.
  static func draft(of text: [UInt8]) -> FieldDraft? {
    guard text.count <= byteLimit else { return nil }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= lineLimit else { return nil }
    let folded = lines.map { PlainText.folding(String(decoding: $0, as: UTF8.self)) }
    return references(folded) ?? tagged(folded) ?? named(folded)
  }

  private func draft(headline: [String], date: [String], body: [String]) -> FieldDraft? {
    func first(_ names: [String]) -> String? { names.lazy.compactMap { fields[$0]?.first }.first }
    let paragraphs = body.flatMap { fields[$0] ?? [] }
    guard let title = first(headline), paragraphs.contains(where: { $0.utf8.count > 60 }) else {
      return nil
    }
    var draft = FieldDraft(format: "labelled-text")
    draft.headline = title
    draft.body = .paragraphs(paragraphs)
    draft.authors =
      ["AU", "A1", "BY", "author"].lazy.compactMap { fields[$0] }.first
      .map { $0.map { Person(name: $0) } } ?? []
    draft.published = date.flatMap { fields[$0] ?? [] }
      .map { .init(raw: $0, source: "field:date") }
    draft.publisherName = first(["SN", "T2", "JO", "JF", "publisher"])
    draft.url = first(["UR", "url"])
    draft.sections = fields["section"] ?? []
    return draft
  }

  // MARK: `TI  - A title`, from `TY  - NEWS` to `ER  - `

  private static func references(_ lines: [String]) -> FieldDraft? {
    guard let first = lines.first(where: { !$0.isEmpty }), first.hasPrefix("TY - "),
      lines.count(where: { $0 == "ER -" || $0.hasPrefix("ER - ") }) == 1
    else { return nil }
    var found = LabelledText()
    var last: String?
    for line in lines where !line.isEmpty {
      let tag = String(line.prefix(2))
      if isTag(tag), line.dropFirst(2).hasPrefix(" -") {
        last = tag
        let value = PlainText.folding(String(line.dropFirst(4)))
        if !value.isEmpty {
          found.fields[tag, default: []].append(isName(tag) ? name(value) : value)
        }
      } else if let last {
        found.fields[last, default: []].append(line)
      }
    }
    return found.draft(
      headline: ["TI", "T1", "CT"], date: ["DA", "Y1", "PY"],
      body: found.fields["N2"] != nil && found.fields["AB"] == nil ? ["N2"] : ["AB"])
  }

  private static func isTag(_ text: String) -> Bool {
    text.utf8.count == 2
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || ASCII.isDigit($0) }
      && text.utf8.first.map { !ASCII.isDigit($0) } ?? false
  }

  private static func isName(_ tag: String) -> Bool { tag == "AU" || tag == "A1" }

  /// `Quill, Ada` as `Ada Quill`.
  private static func name(_ value: String) -> String {
    let parts = value.split(separator: ",").map { PlainText.folding(String($0)) }
    return parts.count == 2 ? parts[1] + " " + parts[0] : value
  }

  // MARK: `HD` in a line of its own, and the title below

  private static let tags: Set<String> = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "VOL", "ART",
  ]

  private static func tagged(_ lines: [String]) -> FieldDraft? {
    let used = lines.filter { tags.contains($0) }
    guard let first = lines.first(where: { !$0.isEmpty }), tags.contains(first),
      used.count >= 4, used.count(where: { $0 == "HD" }) == 1,
      used.contains("LP") || used.contains("TD")
    else { return nil }
    var found = LabelledText()
    var tag = first
    for line in lines where !line.isEmpty {
      if tags.contains(line) { tag = line } else { found.fields[tag, default: []].append(line) }
    }
    if let section = found.fields["SE"] { found.fields["section"] = section }
    return found.draft(headline: ["HD"], date: ["PD"], body: ["LP", "TD"])
  }

  // MARK: `Byline: Ada Quill`, around a text below `Body` or behind `Full text:`

  /// Names of what stands around the text; those that `FieldRole` knows need not stand here.
  private static let names: Set<String> = [
    "publicationinfo", "publicationyear", "length", "copyright", "loaddate", "proquestdocumentid",
    "documentid", "documenturl", "documenttype", "database", "sourcetype", "languageofpublication",
    "languageofdocument", "placeofpublication", "countryofpublication", "publicationsubject",
    "issn",
    "eissn", "subject", "location", "people", "company/organization", "lastupdated", "links",
    "dateline", "highlight", "graphic", "pubtype", "publicationtype", "accessionnumber", "pages",
    "startpage", "volume", "issue", "contact", "notes", "classification",
  ]

  private static func named(_ lines: [String]) -> FieldDraft? {
    let starts = lines.indices.filter { index in
      lines[index] == "Body" || lines[index].hasPrefix("Full text: ")
    }
    guard starts.count == 1, let start = starts.first,
      lines.count(where: { label($0) != nil }) >= 3
    else { return nil }
    var found = LabelledText()
    var isHead = true
    for index in lines.indices where !lines[index].isEmpty {
      let line = lines[index]
      if index == start {
        isHead = false
        if line != "Body" { found.fields["body"] = [String(line.dropFirst(11))] }
      } else if line == "End of Document" || line == "Classification" {
        break
      } else if let (name, value) = label(line) {
        found.note(name, value)
        // What is labelled below the text ends it.
        if !isHead { isHead = true }
      } else if isHead {
        if index < start { found.noteUnlabelled(line) }
      } else {
        found.fields["body", default: []].append(line)
      }
    }
    return found.draft(headline: ["headline"], date: ["date", "dated"], body: ["body"])
  }

  private mutating func note(_ name: String, _ value: String) {
    switch FieldRole.claim(of: name)?.role {
    case .headline: fields["headline"] = [value]
    case .author: fields["author"] = fields["author"] ?? [value]
    case .published: fields["date", default: []].append(value)
    case .publisher: fields["publisher"] = fields["publisher"] ?? [value]
    case .section: fields["section"] = [value]
    case .url: fields["url"] = [value]
    default: if name == "Publication title" { fields["publisher"] = [value] }
    }
  }

  /// Of the lines without a label the first is the title; a paper and a day may follow.
  private mutating func noteUnlabelled(_ line: String) {
    guard line.contains(where: \.isLetter) else { return }
    let lower = line.lowercased()
    if fields["headline"] == nil {
      fields["headline"] = [line]
    } else if line.utf8.count(where: { ASCII.isDigit($0) }) >= 5, line.utf8.count <= 60,
      !lower.hasPrefix("copyright")
    {
      fields["dated", default: []].append(line)
    } else if fields["publisher"] == nil, line.utf8.count <= 60, !lower.hasPrefix("copyright") {
      fields["publisher"] = [line]
    }
  }

  private static func label(_ line: String) -> (name: String, value: String)? {
    guard let colon = line.prefix(40).firstIndex(of: ":") else { return nil }
    let name = String(line[..<colon])
    let value = PlainText.folding(String(line[line.index(after: colon)...]))
    let isKnown =
      names.contains(FieldRole.normalized(name)) || name == "Publication title"
      || FieldRole.claim(of: name).map { $0.role != .body && $0.rank <= 1 } ?? false
    return isKnown && !value.isEmpty ? (name, value) : nil
  }
}
