import Model

extension ByteWriter {
  mutating func put(_ article: Article) {
    put(optional: article.url)
    put(optional: article.canonicalURL)
    put(optional: article.headline)
    put(optional: article.alternativeHeadline)
    put(list: article.authors) { $0.put($1) }
    put(optional: article.datePublished) { $0.put($1) }
    put(optional: article.dateModified) { $0.put($1) }
    put(optional: article.language)
    put(optional: article.publisher) { $0.put($1) }
    put(optional: article.description)
    put(list: article.articleSection) { $0.put($1) }
    put(list: article.keywords) { $0.put($1) }
    put(optional: article.isAccessibleForFree) { $0.put($1) }
    put(list: article.paragraphs) {
      $0.put($1.role.rawValue)
      $0.put($1.text)
    }
    put(list: article.removed) {
      $0.put($1.reason.rawValue)
      $0.put($1.text)
    }
    put(list: article.repairs) { $0.put($1) }
    put(article.selfRepeat)
  }

  mutating func put(_ person: Person) {
    put(person.name)
    put(optional: person.url)
  }

  mutating func put(_ publisher: Publisher) {
    put(optional: publisher.name)
    put(optional: publisher.domain)
  }

  mutating func put(_ date: DatedValue) {
    put(date.iso)
    put(date.raw)
    put(date.zone.rawValue)
    put(date.source)
  }

  mutating func put(_ repair: Repair) {
    put(repair.rule)
    put(repair.field)
    put(repair.byteOffset)
    put(repair.before)
    put(repair.after)
    put(repair.lossy)
    put(repair.certain)
  }

  mutating func put(_ provenance: Provenance) {
    put(provenance.fileBytes)
    put(optional: provenance.digest)
    put(provenance.size)
    put(optional: provenance.modificationTime) { $0.put($1) }
    put(optional: provenance.source)
    put(optional: provenance.container)
    put(optional: provenance.locator)
    put(optional: provenance.format)
    put(optional: provenance.charset)
    put(optional: provenance.charsetSource)
    put(optional: provenance.sidecar)
    put(optional: provenance.httpStatus) { $0.put($1) }
    put(optional: provenance.warcRecordID)
    put(list: provenance.notes) { $0.put($1) }
  }

  mutating func put(_ number: DecisionNumber) { put(number.rawValue) }

  mutating func put(_ verdict: Verdict) {
    put(optional: verdict.copyOf) { $0.put($1) }
    put(optional: verdict.kind?.rawValue)
    put(verdict.similarity)
    put(list: verdict.sharedSpans) {
      $0.put(UInt64($1.start))
      $0.put(UInt64($1.otherStart))
      $0.put(UInt64($1.wordCount))
    }
    put(list: verdict.contains) { $0.put($1) }
    put(list: verdict.containedBy) { $0.put($1) }
    put(verdict.story)
    put(verdict.head)
  }
}

extension ByteReader {
  mutating func article() throws(RowCodingError) -> Article {
    var article = Article()
    article.url = try optionalText()
    article.canonicalURL = try optionalText()
    article.headline = try optionalText()
    article.alternativeHeadline = try optionalText()
    article.authors = try list(Self.person)
    article.datePublished = try optional(Self.date)
    article.dateModified = try optional(Self.date)
    article.language = try optionalText()
    article.publisher = try optional(Self.publisher)
    article.description = try optionalText()
    article.articleSection = try list(Self.string)
    article.keywords = try list(Self.string)
    article.isAccessibleForFree = try optional(Self.flag)
    article.paragraphs = try list(Self.paragraph)
    article.removed = try list(Self.removedText)
    article.repairs = try list(Self.repair)
    article.selfRepeat = try boolean()
    return article
  }

  static func string(_ reader: inout ByteReader) throws(RowCodingError) -> String {
    try reader.text()
  }

  private static func flag(_ reader: inout ByteReader) throws(RowCodingError) -> Bool {
    try reader.boolean()
  }

  static func person(_ reader: inout ByteReader) throws(RowCodingError) -> Person {
    Person(name: try reader.text(), url: try reader.optionalText())
  }

  static func publisher(_ reader: inout ByteReader) throws(RowCodingError) -> Publisher {
    Publisher(name: try reader.optionalText(), domain: try reader.optionalText())
  }

  static func date(_ reader: inout ByteReader) throws(RowCodingError) -> DatedValue {
    DatedValue(
      iso: try reader.text(), raw: try reader.text(), zone: try reader.named(),
      source: try reader.text())
  }

  private static func paragraph(_ reader: inout ByteReader) throws(RowCodingError) -> Paragraph {
    Paragraph(role: try reader.named(), text: try reader.text())
  }

  private static func removedText(
    _ reader: inout ByteReader
  ) throws(RowCodingError) -> RemovedText {
    RemovedText(reason: try reader.named(), text: try reader.text())
  }

  private static func repair(_ reader: inout ByteReader) throws(RowCodingError) -> Repair {
    Repair(
      rule: try reader.text(), field: try reader.text(), byteOffset: try reader.integer(),
      before: try reader.text(), after: try reader.text(), lossy: try reader.boolean(),
      certain: try reader.boolean())
  }

  mutating func provenance() throws(RowCodingError) -> Provenance {
    var provenance = Provenance()
    provenance.fileBytes = try blob()
    provenance.digest = try optionalText()
    provenance.size = try signed()
    provenance.modificationTime = try optional(Self.time)
    provenance.source = try optionalText()
    provenance.container = try optionalText()
    provenance.locator = try optionalText()
    provenance.format = try optionalText()
    provenance.charset = try optionalText()
    provenance.charsetSource = try optionalText()
    provenance.sidecar = try optionalText()
    provenance.httpStatus = try optional(Self.count)
    provenance.warcRecordID = try optionalText()
    provenance.notes = try list(Self.string)
    return provenance
  }

  static func time(_ reader: inout ByteReader) throws(RowCodingError) -> Int64 {
    try reader.signed()
  }

  static func count(_ reader: inout ByteReader) throws(RowCodingError) -> Int {
    try reader.integer()
  }

  static func number(_ reader: inout ByteReader) throws(RowCodingError) -> DecisionNumber {
    DecisionNumber(try reader.unsigned())
  }

  private static func span(_ reader: inout ByteReader) throws(RowCodingError) -> SharedSpan {
    let start = reader.position
    let values = (try reader.unsigned(), try reader.unsigned(), try reader.unsigned())
    guard let first = UInt32(exactly: values.0), let other = UInt32(exactly: values.1),
      let count = UInt32(exactly: values.2)
    else { throw .malformed(at: start) }
    return SharedSpan(start: first, otherStart: other, wordCount: count)
  }

  private static func kind(_ reader: inout ByteReader) throws(RowCodingError) -> CopyKind {
    try reader.named()
  }

  mutating func verdict() throws(RowCodingError) -> Verdict {
    let copyOf = try optional(Self.number)
    let kind = try optional(Self.kind)
    let similarity = try double()
    let spans = try list(Self.span)
    let contains = try list(Self.number)
    let containedBy = try list(Self.number)
    return Verdict(
      copyOf: copyOf, kind: kind, similarity: similarity, sharedSpans: spans, contains: contains,
      containedBy: containedBy, story: try Self.number(&self), head: try Self.number(&self))
  }
}
