import Bytes
import Model

/// One item of NewsML: of NewsML-G2 (`newsItem`), of NewsML 1 (`NewsItem`), or of the plainer form in
/// which Reuters gave its corpora away (`newsitem` with a `text`).
struct NewsMLItem {
  private let item: XMLElement

  init(_ item: XMLElement) { self.item = item }

  /// The refusal of an item that holds no text for readers; nil for all others.
  var refusal: Refusal? {
    let status =
      item.first("itemmeta", "pubstatus")?.attribute("qcode")
      ?? item.first("newsmanagement", "status")?.attribute("formalname") ?? ""
    if let end = status.lowercased().split(separator: ":").last,
      ["canceled", "cancelled", "withheld", "killed", "embargoed-killed"].contains(end)
    {
      return Refusals.notAPage("an item that its agency withdrew (\(status))")
    }
    let kind = item.first("itemmeta", "itemclass")?.attribute("qcode") ?? ""
    if let end = kind.split(separator: ":").last, !["text", "composite"].contains(end.lowercased())
    {
      return Refusals.notAPage("a NewsML item of the class \(end)")
    }
    return nil
  }

  func draft() -> FieldDraft {
    var draft = FieldDraft(format: "newsml")
    if item.first("itemmeta") != nil || item.first("contentset") != nil {
      fillFromG2(&draft)
    } else if item.first("newscomponent") != nil {
      fillFromNewsML1(&draft)
    } else {
      fillFromPlainItem(&draft)
    }
    return draft
  }

  private static func date(_ element: XMLElement?, _ source: String) -> [FieldDraft.DateField] {
    guard let element, let raw = element.text ?? element.attribute("value") else { return [] }
    return [FieldDraft.DateField(raw: raw, source: "newsml:\(source)")]
  }

  private static func name(_ element: XMLElement?) -> String? {
    element?.first("name")?.text ?? element?.attribute("literal") ?? element?.text
  }
}

/// NewsML-G2.
extension NewsMLItem {
  private func fillFromG2(_ draft: inout FieldDraft) {
    draft.format = "newsml-g2"
    let meta = item.first("itemmeta")
    let content = item.first("contentmeta")
    draft.url =
      meta?.all("link").first { $0.attribute("href")?.hasPrefix("http") == true }?
      .attribute("href") ?? item.attribute("guid")
    let headlines = content?.all("headline") ?? []
    draft.headline =
      (headlines.first { $0.attribute("role") == nil } ?? headlines.first)?.text
      ?? meta?.first("title")?.text
    draft.alternativeHeadline =
      headlines.first { $0.attribute("role")?.contains(utf8: "sub") == true }?.text
    draft.authors = Self.authors(content)
    draft.published =
      Self.date(content?.first("contentcreated"), "contentCreated")
      + Self.date(meta?.first("firstcreated"), "firstCreated")
      + Self.date(meta?.first("versioncreated"), "versionCreated")
    draft.modified =
      Self.date(content?.first("contentmodified"), "contentModified")
      + Self.date(meta?.first("versioncreated"), "versionCreated")
    draft.language =
      content?.first("language")?.attribute("tag") ?? content?.attribute("lang")
      ?? item.attribute("lang")
    draft.description =
      content?.all("description").first { $0.attribute("role")?.contains(utf8: "caption") != true }?
      .text
    draft.publisherName =
      Self.name(meta?.first("provider"))
      ?? Self.name(item.first("rightsinfo", "copyrightholder"))
    draft.dateline = content?.first("dateline")?.text ?? Self.name(content?.first("located"))
    if let credit = content?.first("creditline")?.text ?? Self.name(content?.first("infosource")) {
      draft.origin = ArticleOrigin(
        name: credit, source: .field, evidence: "creditline: \(credit)", certain: true)
    }
    draft.sections = (content?.all("genre") ?? []).compactMap { Self.name($0) }
    draft.keywords =
      (content?.all("subject") ?? []).compactMap { Self.name($0) ?? $0.attribute("qcode") }
      + (content?.all("keyword") ?? []).compactMap(\.text)
      + (content?.all("slugline") ?? []).compactMap(\.text)
    fillBody(&draft, from: item.first("contentset"))
    addNotes(&draft, meta)
  }

  private static func authors(_ content: XMLElement?) -> [Person] {
    let lines = (content?.all("by") ?? []).compactMap(\.text)
    if !lines.isEmpty { return lines.map { Person(name: $0) } }
    return (content?.all("creator") ?? []).compactMap { name($0).map { Person(name: $0) } }
  }

  private func addNotes(_ draft: inout FieldDraft, _ meta: XMLElement?) {
    func add(_ name: String, _ value: String?) {
      if let value { draft.notes.append("\(name): \(value)") }
    }
    add("id", item.attribute("guid"))
    add("version", item.attribute("version"))
    add("embargo", meta?.first("embargoed")?.text)
    add("status", meta?.first("pubstatus")?.attribute("qcode"))
    add("editors", meta?.first("ednote")?.text)
    for signal in meta?.all("signal") ?? [] { add("signal", signal.attribute("qcode")) }
    // Links to what this item corrects, updates or translates.
    for link in meta?.all("link") ?? [] where link.attribute("residref") != nil {
      add(link.attribute("rel") ?? "link", link.attribute("residref"))
    }
    let rights = item.first("rightsinfo")
    add("rights", rights?.first("copyrightnotice")?.text ?? rights?.first("usageterms")?.text)
  }

  /// The text of the first rendition that has one: NITF and XHTML before plain text.
  private func fillBody(_ draft: inout FieldDraft, from set: XMLElement?) {
    guard let set else { return }
    for inline in set.all("inlinexml") {
      if let document = inline.descendants("nitf").first {
        NITFDocument(document).fill(&draft)
        if draft.body != nil { return }
      }
      let markup = NewsMarkup.fragment(inline)
      if PlainText.line(markup: markup) != nil {
        draft.body = .fragment(markup)
        return
      }
    }
    for data in set.all("inlinedata") {
      guard data.attribute("encoding") == nil, let text = data.text else { continue }
      let lines = data.contents.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      draft.body =
        data.attribute("contenttype")?.contains(utf8: "html") == true
        ? .fragment(lines)
        : .text(lines.isEmpty ? text : lines)
      return
    }
  }
}

/// NewsML 1.
extension NewsMLItem {
  private func fillFromNewsML1(_ draft: inout FieldDraft) {
    draft.format = "newsml-1"
    let identifier = item.first("identification", "newsidentifier")
    let management = item.first("newsmanagement")
    let components = Self.components(of: item)
    let lines = components.compactMap { $0.first("newslines") }
    func line(_ name: String) -> String? { lines.lazy.compactMap { $0.first(name)?.text }.first }
    draft.url = identifier?.first("publicidentifier")?.text
    draft.headline = line("headline") ?? item.first("identification", "namelabel")?.text
    draft.alternativeHeadline = line("subheadline")
    draft.authors = (line("byline").map { [Person(name: $0)] }) ?? []
    draft.dateline = line("dateline")
    draft.published =
      Self.date(management?.first("firstcreated"), "FirstCreated")
      + Self.date(management?.first("thisrevisioncreated"), "ThisRevisionCreated")
      + Self.date(identifier?.first("dateid"), "DateId")
    draft.modified = Self.date(management?.first("thisrevisioncreated"), "ThisRevisionCreated")
    let descriptive = components.lazy.compactMap { $0.first("descriptivemetadata") }.first
    draft.language = descriptive?.first("language")?.attribute("formalname")
    let administrative = components.lazy.compactMap { $0.first("administrativemetadata") }.first
    draft.publisherName =
      administrative?.first("provider", "party")?.attribute("formalname")
      ?? identifier?.first("providerid")?.text
    if let credit = line("creditline")
      ?? administrative?.first("source", "party")?.attribute("formalname")
    {
      draft.origin = ArticleOrigin(
        name: credit, source: .field, evidence: "CreditLine: \(credit)", certain: true)
    }
    draft.keywords =
      lines.flatMap { $0.all("keywordline") + $0.all("slugline") }.compactMap(\.text)
      + (descriptive?.all("subjectcode") ?? []).flatMap { $0.elements }.compactMap {
        $0.attribute("formalname")
      }
    for component in components where draft.body == nil { readText(of: component, into: &draft) }
    func add(_ name: String, _ value: String?) {
      if let value { draft.notes.append("\(name): \(value)") }
    }
    add("id", identifier?.first("publicidentifier")?.text ?? identifier?.first("newsitemid")?.text)
    add("version", identifier?.first("revisionid")?.text)
    add("urgency", management?.first("urgency")?.attribute("formalname"))
    add("status", management?.first("status")?.attribute("formalname"))
    add("rights", line("copyrightline"))
  }

  /// The item's components, those inside others behind them.
  private static func components(of item: XMLElement) -> [XMLElement] {
    item.all("newscomponent").flatMap { [$0] + components(of: $0) }
  }

  private func readText(of component: XMLElement, into draft: inout FieldDraft) {
    for content in component.all("contentitem") {
      let kind = content.first("mediatype")?.attribute("formalname")?.lowercased() ?? "text"
      guard kind == "text", let data = content.first("datacontent") else { continue }
      if let document = data.descendants("nitf").first {
        NITFDocument(document).fill(&draft)
      } else if !data.elements.isEmpty {
        let markup = NewsMarkup.fragment(data)
        draft.body = PlainText.line(markup: markup) == nil ? nil : .fragment(markup)
      } else if data.text != nil {
        draft.body = .text(
          data.contents.map { if case .text(let text) = $0 { text } else { "" } }.joined())
      }
      if draft.body != nil { return }
    }
  }
}

/// An item whose fields are its elements.
extension NewsMLItem {
  private func fillFromPlainItem(_ draft: inout FieldDraft) {
    let fields = item.first("metadata")?.all("dc") ?? []
    func value(_ name: String) -> String? {
      fields.first { $0.attribute("element")?.lowercased() == name }?.attribute("value")
    }
    draft.headline = item.first("headline")?.text ?? item.first("title")?.text
    draft.authors = (item.first("byline")?.text).map { [Person(name: $0)] } ?? []
    draft.dateline = item.first("dateline")?.text
    draft.language = item.attribute("lang")
    draft.published = [value("dc.date.published"), item.attribute("date")].compactMap {
      $0.map { FieldDraft.DateField(raw: $0, source: "newsml:date") }
    }
    draft.publisherName = value("dc.publisher") ?? value("dc.source")
    draft.keywords = item.descendants("code").compactMap { $0.attribute("code") }
    if let text = item.first("text") ?? item.first("body") {
      let markup = NewsMarkup.fragment(text)
      draft.body = PlainText.line(markup: markup) == nil ? nil : .fragment(markup)
    }
    if let id = item.attribute("itemid") { draft.notes.append("id: \(id)") }
    if let rights = item.first("copyright")?.text { draft.notes.append("rights: \(rights)") }
  }
}
