internal import Bytes
import Model

extension BinaryWriter {
  mutating func write(optionalText text: String?) {
    write(optional: text) { $0.write(text: $1) }
  }

  mutating func write(texts: [String]) { write(list: texts) { $0.write(text: $1) } }

  mutating func write(_ article: Article) {
    write(optionalText: article.url)
    write(optionalText: article.canonicalURL)
    write(optionalText: article.headline)
    write(optionalText: article.alternativeHeadline)
    write(list: article.authors) { $0.write($1) }
    write(optional: article.datePublished) { $0.write($1) }
    write(optional: article.dateModified) { $0.write($1) }
    write(optionalText: article.language)
    write(optional: article.publisher) { $0.write($1) }
    write(optionalText: article.description)
    write(texts: article.articleSection)
    write(texts: article.keywords)
    write(optional: article.isAccessibleForFree) { $0.write(bool: $1) }
    write(list: article.paragraphs) {
      $0.write(text: $1.role.rawValue)
      $0.write(text: $1.text)
    }
    write(list: article.removed) {
      $0.write(text: $1.reason.rawValue)
      $0.write(text: $1.text)
    }
    write(list: article.repairs) { $0.write($1) }
    write(bool: article.selfRepeat)
    write(optionalText: article.dateline)
    write(optional: article.origin) {
      $0.write(text: $1.name)
      $0.write(optionalText: $1.url)
      $0.write(text: $1.source.rawValue)
      $0.write(text: $1.evidence)
      $0.write(bool: $1.certain)
    }
  }

  private mutating func write(_ person: Person) {
    write(text: person.name)
    write(optionalText: person.url)
  }

  private mutating func write(_ publisher: Publisher) {
    write(optionalText: publisher.name)
    write(optionalText: publisher.domain)
  }

  private mutating func write(_ date: DatedValue) {
    write(text: date.iso)
    write(text: date.raw)
    write(text: date.zone.rawValue)
    write(text: date.source)
  }

  private mutating func write(_ repair: Repair) {
    write(text: repair.rule)
    write(text: repair.field)
    write(zigzag: Int64(repair.byteOffset))
    write(text: repair.before)
    write(text: repair.after)
    write(bool: repair.lossy)
    write(bool: repair.certain)
  }

  mutating func write(_ provenance: Provenance) {
    write(blob: provenance.fileBytes)
    write(optionalText: provenance.digest)
    write(zigzag: provenance.size)
    write(optional: provenance.modificationTime) { $0.write(zigzag: $1) }
    write(optionalText: provenance.source)
    write(optionalText: provenance.container)
    write(optionalText: provenance.locator)
    write(optionalText: provenance.format)
    write(optionalText: provenance.charset)
    write(optionalText: provenance.charsetSource)
    write(optionalText: provenance.sidecar)
    write(optional: provenance.httpStatus) { $0.write(zigzag: Int64($1)) }
    write(optionalText: provenance.warcRecordID)
    write(texts: provenance.notes)
  }

  mutating func write(_ number: DecisionNumber) { write(varint: number.rawValue) }

  private mutating func write(_ numbers: [DecisionNumber]) { write(list: numbers) { $0.write($1) } }

  mutating func write(_ decision: CopyDecision) {
    write(optional: decision.copyOf) { $0.write($1) }
    write(optionalText: decision.kind?.rawValue)
    write(double: decision.similarity)
    write(list: decision.sharedSpans) {
      $0.write(varint: UInt64($1.start))
      $0.write(varint: UInt64($1.otherStart))
      $0.write(varint: UInt64($1.wordCount))
    }
    write(decision.contains)
    write(decision.containedBy)
    write(decision.story)
    write(decision.head)
  }
}

extension BinaryReader {
  static func text(_ reader: inout BinaryReader) throws(BinaryError) -> String {
    try reader.readText()
  }

  static func zigzag(_ reader: inout BinaryReader) throws(BinaryError) -> Int64 {
    try reader.readZigzag()
  }

  static func integer(_ reader: inout BinaryReader) throws(BinaryError) -> Int {
    let start = reader.position
    guard let value = Int(exactly: try reader.readZigzag()) else { throw .malformed(at: start) }
    return value
  }

  mutating func readOptionalText() throws(BinaryError) -> String? { try readOptional(Self.text) }

  mutating func readTexts() throws(BinaryError) -> [String] { try readList(Self.text) }

  /// `hasOrigin`: false for rows of version 1, which end before it.
  mutating func readArticle(hasOrigin: Bool) throws(BinaryError) -> Article {
    var article = Article()
    article.url = try readOptionalText()
    article.canonicalURL = try readOptionalText()
    article.headline = try readOptionalText()
    article.alternativeHeadline = try readOptionalText()
    article.authors = try readList(Self.person)
    article.datePublished = try readOptional(Self.date)
    article.dateModified = try readOptional(Self.date)
    article.language = try readOptionalText()
    article.publisher = try readOptional(Self.publisher)
    article.description = try readOptionalText()
    article.articleSection = try readTexts()
    article.keywords = try readTexts()
    article.isAccessibleForFree = try readOptional { (each) throws(BinaryError) in
      try each.readBool()
    }
    article.paragraphs = try readList { (each) throws(BinaryError) in
      Paragraph(role: try each.readNamed(), text: try each.readText())
    }
    article.removed = try readList { (each) throws(BinaryError) in
      RemovedText(reason: try each.readNamed(), text: try each.readText())
    }
    article.repairs = try readList(Self.repair)
    article.selfRepeat = try readBool()
    guard hasOrigin else { return article }
    article.dateline = try readOptionalText()
    article.origin = try readOptional { (each) throws(BinaryError) in
      ArticleOrigin(
        name: try each.readText(), url: try each.readOptionalText(), source: try each.readNamed(),
        evidence: try each.readText(), certain: try each.readBool())
    }
    return article
  }

  private static func person(_ reader: inout BinaryReader) throws(BinaryError) -> Person {
    Person(name: try reader.readText(), url: try reader.readOptionalText())
  }

  private static func publisher(_ reader: inout BinaryReader) throws(BinaryError) -> Publisher {
    Publisher(name: try reader.readOptionalText(), domain: try reader.readOptionalText())
  }

  private static func date(_ reader: inout BinaryReader) throws(BinaryError) -> DatedValue {
    DatedValue(
      iso: try reader.readText(), raw: try reader.readText(), zone: try reader.readNamed(),
      source: try reader.readText())
  }

  private static func repair(_ reader: inout BinaryReader) throws(BinaryError) -> Repair {
    Repair(
      rule: try reader.readText(), field: try reader.readText(),
      byteOffset: try integer(&reader), before: try reader.readText(),
      after: try reader.readText(), lossy: try reader.readBool(), certain: try reader.readBool())
  }

  mutating func readProvenance() throws(BinaryError) -> Provenance {
    var provenance = Provenance()
    provenance.fileBytes = try readBlob()
    provenance.digest = try readOptionalText()
    provenance.size = try readZigzag()
    provenance.modificationTime = try readOptional(Self.zigzag)
    provenance.source = try readOptionalText()
    provenance.container = try readOptionalText()
    provenance.locator = try readOptionalText()
    provenance.format = try readOptionalText()
    provenance.charset = try readOptionalText()
    provenance.charsetSource = try readOptionalText()
    provenance.sidecar = try readOptionalText()
    provenance.httpStatus = try readOptional(Self.integer)
    provenance.warcRecordID = try readOptionalText()
    provenance.notes = try readTexts()
    return provenance
  }

  static func number(_ reader: inout BinaryReader) throws(BinaryError) -> DecisionNumber {
    DecisionNumber(try reader.readVarint())
  }

  private static func span(_ reader: inout BinaryReader) throws(BinaryError) -> SharedSpan {
    SharedSpan(
      start: try reader.readVarint32(), otherStart: try reader.readVarint32(),
      wordCount: try reader.readVarint32())
  }

  mutating func readCopyDecision() throws(BinaryError) -> CopyDecision {
    let copyOf = try readOptional(Self.number)
    let kind = try readOptional { (each) throws(BinaryError) -> CopyKind in try each.readNamed() }
    return CopyDecision(
      copyOf: copyOf, kind: kind, similarity: try readDouble(),
      sharedSpans: try readList(Self.span), contains: try readList(Self.number),
      containedBy: try readList(Self.number), story: try Self.number(&self),
      head: try Self.number(&self))
  }
}
