import Model

/// A document of NITF 3 (IPTC's News Industry Text Format), by itself or inside of NewsML.
struct NITFDocument {
  private let root: XMLElement

  init(_ root: XMLElement) { self.root = root }

  private var bodyHead: XMLElement? { root.first("body", "body.head") }
  private var documentData: XMLElement? { root.first("head", "docdata") }

  /// What the document says about its article; what a draft has already stays.
  func fill(_ draft: inout FieldDraft) {
    let headlines = bodyHead?.first("hedline")
    draft.headline =
      draft.headline ?? headlines?.first("hl1")?.text ?? headlines?.text
      ?? root.first("head", "title")?.text
    draft.alternativeHeadline = draft.alternativeHeadline ?? headlines?.first("hl2")?.text
    if draft.authors.isEmpty { draft.authors = authors }
    fillLocationAndDates(&draft)
    draft.description = draft.description ?? bodyHead?.first("abstract")?.text
    draft.language =
      draft.language ?? root.first("body")?.attribute("lang") ?? root.attribute("lang")
    draft.publisherName =
      draft.publisherName ?? root.first("head", "pubdata")?.attribute("name")
      ?? documentData?.first("doc.copyright")?.attribute("holder")
    let sender = bodyHead?.first("distributor")?.text
    if draft.origin == nil, let sender {
      draft.origin = ArticleOrigin(
        name: sender, source: .field, evidence: "distributor: \(sender)", certain: true)
    }
    if draft.keywords.isEmpty { draft.keywords = keywords }
    if draft.sections.isEmpty,
      let section = root.first("head", "pubdata")?.attribute("position.section")
    {
      draft.sections = [section]
    }
    if draft.body == nil { draft.body = body }
    draft.notes += notes
  }

  private var authors: [Person] {
    (bodyHead?.all("byline") ?? []).flatMap { line -> [Person] in
      let people = line.descendants("person").compactMap { person in
        // `name.given` and `name.family`, or the name as text.
        person.text.map { Person(name: $0) }
      }
      if !people.isEmpty { return people }
      let title = line.first("byttl")?.text ?? ""
      let text = line.text ?? ""
      let name = title.isEmpty ? text : text.replacing(title, with: "")
      let folded = PlainText.folding(name)
      return folded.isEmpty ? [] : [Person(name: folded)]
    }
  }

  private func fillLocationAndDates(_ draft: inout FieldDraft) {
    let dateline = bodyHead?.first("dateline")
    let location = dateline?.first("location")
    draft.dateline =
      draft.dateline ?? location?.first("city")?.text ?? location?.text
      ?? documentData?.first("evloc")?.attribute("city")
    var published: [(String?, String)] = [
      (documentData?.first("date.issue")?.attribute("norm"), "nitf:date.issue"),
      (documentData?.first("date.release")?.attribute("norm"), "nitf:date.release"),
      (dateline?.first("story.date")?.attribute("norm"), "nitf:story.date"),
    ]
    let publication = root.first("head", "pubdata")?.attribute("date.publication")
    published.append((publication, "nitf:date.publication"))
    draft.published += published.compactMap { raw, source in
      raw.map { FieldDraft.DateField(raw: $0, source: source) }
    }
  }

  private var keywords: [String] {
    let listed = documentData?.first("key-list")?.all("keyword").compactMap { $0.attribute("key") }
    let subjects = (root.first("head", "tobject")?.all("tobject.subject") ?? []).compactMap {
      $0.attribute("tobject.subject.detail") ?? $0.attribute("tobject.subject.matter")
        ?? $0.attribute("tobject.subject.type") ?? $0.attribute("tobject.subject.refnum")
    }
    var seen: Set<String> = []
    return ((listed ?? []) + subjects).filter { seen.insert($0).inserted }
  }

  private var body: FieldDraft.Body? {
    guard let content = root.first("body", "body.content") else { return nil }
    let markup = NewsMarkup.fragment(content)
    return PlainText.line(markup: markup) == nil ? nil : .fragment(markup)
  }

  private var notes: [String] {
    var notes: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { notes.append("\(name): \(value)") }
    }
    add("id", documentData?.first("doc-id")?.attribute("id-string"))
    add("correction", documentData?.first("correction")?.attribute("info"))
    add("corrects", documentData?.first("correction")?.attribute("id-string"))
    add("expires", documentData?.first("date.expire")?.attribute("norm"))
    add("urgency", documentData?.first("urgency")?.attribute("ed-urg"))
    add("editors", documentData?.first("ed-msg")?.attribute("info"))
    add("rights", bodyHead?.first("rights")?.text)
    return notes
  }
}
