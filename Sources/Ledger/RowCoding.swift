import Model

// The values of the ledger as bytes, for the ledger's own rows and for the journal's records. A
// version byte comes first; the rest is the fields in the order of their declaration. A compact
// layout of its own and not JSON: it is read and written some ten times faster, holds file names
// of any bytes, and nobody but winnow reads it (`winnow export` is the way out). Texts stay
// uncompressed: `winnow show` and the copy search read single articles at random.

/// The layout that is written; readers know it and all before it.
private let version: UInt8 = 1

extension ArticleRow {
  /// The row as bytes, readable by `init(encoded:)`.
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.put(version)
    writer.put(self, withSignature: true)
    return writer.bytes
  }

  /// Reads a row back. Throws for bytes that no version of `encoded` wrote; never traps.
  package init(encoded bytes: [UInt8]) throws(RowCodingError) {
    self = try ByteReader.whole(bytes) { reader throws(RowCodingError) in
      try reader.articleRow(withSignature: true)
    }
  }

  /// As the ledger's table keeps it: the signature stands in a column of its own.
  var encodedContent: [UInt8] {
    var writer = ByteWriter()
    writer.put(version)
    writer.put(self, withSignature: false)
    return writer.bytes
  }

  init(encodedContent bytes: [UInt8], signature: [UInt8]) throws(RowCodingError) {
    self = try ByteReader.whole(bytes) { reader throws(RowCodingError) in
      try reader.articleRow(withSignature: false)
    }
    self.signature = signature
  }
}

extension JobRow {
  /// The row as bytes, readable by `init(encoded:)`.
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.put(version)
    writer.put(self)
    return writer.bytes
  }

  /// Reads a row back. Throws for bytes that no version of `encoded` wrote; never traps.
  package init(encoded bytes: [UInt8]) throws(RowCodingError) {
    self = try ByteReader.whole(bytes, ByteReader.jobRow)
  }
}

extension LedgerBatch {
  /// The batch as bytes, readable by `init(encoded:)`.
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.put(version)
    writer.put(appliedLSN)
    writer.put(list: articles) { $0.put($1, withSignature: true) }
    writer.put(list: jobs) { $0.put($1) }
    writer.put(list: amendments) { $0.put($1) }
    writer.put(list: removals) { $0.put($1) }
    return writer.bytes
  }

  /// Reads a batch back. Throws for bytes that no version of `encoded` wrote; never traps.
  package init(encoded bytes: [UInt8]) throws(RowCodingError) {
    self = try ByteReader.whole(bytes) { reader throws(RowCodingError) in
      LedgerBatch(
        appliedLSN: try reader.unsigned(),
        articles: try reader.list { each throws(RowCodingError) in
          try each.articleRow(withSignature: true)
        },
        jobs: try reader.list(ByteReader.jobRow),
        amendments: try reader.list(ByteReader.amendment),
        removals: try reader.list(ByteReader.removal))
    }
  }
}

extension ByteWriter {
  mutating func put(_ row: ArticleRow, withSignature: Bool) {
    put(row.number)
    put(row.id)
    put(row.jobID)
    put(row.ordinal)
    put(row.article)
    put(row.provenance)
    put(row.outcome.rawValue)
    put(row.arrival)
    put(optional: row.clock) { $0.put($1) }
    put(row.verdict)
    if withSignature { put(row.signature) }
    put(row.snapshotVersion)
    put(row.codeVersion)
  }

  mutating func put(_ row: JobRow) {
    put(row.id)
    put(row.file)
    put(optional: row.source)
    put(row.size)
    put(optional: row.modificationTime) { $0.put($1) }
    put(optional: row.digest)
    put(row.arrival)
    put(row.finished)
    put(row.attempts)
    put(row.outcome.rawValue)
    put(optional: row.reason)
    put(optional: row.detail)
    put(optional: row.remedy)
    let counts = Outcome.allCases.compactMap { outcome in
      row.counts[outcome].map { (outcome, $0) }
    }
    put(list: counts) {
      $0.put($1.0.rawValue)
      $0.put($1.1)
    }
    put(optional: row.format)
    put(list: row.notes) { $0.put($1) }
    put(list: row.sidecars) {
      $0.put($1.name)
      $0.put($1.digest)
    }
  }

  mutating func put(_ amendment: Amendment) {
    put(amendment.number)
    put(amendment.article)
    put(amendment.provenance)
    put(optional: amendment.clock) { $0.put($1) }
  }

  mutating func put(_ removal: Removal) {
    put(removal.number)
    put(removal.id)
    put(removal.when)
    put(removal.why)
  }
}

extension ByteReader {
  /// Reads one value behind its version byte and makes sure that nothing is left over.
  static func whole<Value>(
    _ bytes: [UInt8], _ read: (inout ByteReader) throws(RowCodingError) -> Value
  ) throws(RowCodingError) -> Value {
    var reader = ByteReader(bytes)
    let found = try reader.byte()
    guard found == version else { throw .version(found) }
    let value = try read(&reader)
    guard reader.isAtEnd else { throw .malformed(at: reader.position) }
    return value
  }

  mutating func articleRow(withSignature: Bool) throws(RowCodingError) -> ArticleRow {
    let number = try Self.number(&self)
    let (id, jobID, ordinal) = (try text(), try text(), try integer())
    let article = try article()
    let provenance = try provenance()
    let outcome: Outcome = try named()
    let arrival = try signed()
    let clock = try optional(Self.time)
    let verdict = try verdict()
    let signature = withSignature ? try blob() : []
    return ArticleRow(
      number: number, id: id, jobID: jobID, ordinal: ordinal, article: article,
      provenance: provenance, outcome: outcome, arrival: arrival, clock: clock, verdict: verdict,
      signature: signature, snapshotVersion: try unsigned(), codeVersion: try text())
  }

  static func jobRow(_ reader: inout ByteReader) throws(RowCodingError) -> JobRow {
    var row = JobRow(
      id: try reader.text(), file: try reader.blob(), source: try reader.optionalText(),
      size: try reader.signed(), modificationTime: try reader.optional(time),
      digest: try reader.optionalText(), arrival: try reader.signed(),
      finished: try reader.signed(), attempts: try reader.integer(), outcome: try reader.named(),
      reason: try reader.optionalText(), detail: try reader.optionalText(),
      remedy: try reader.optionalText())
    let counts = try reader.list { each throws(RowCodingError) -> (Outcome, Int) in
      (try each.named(), try each.integer())
    }
    for (outcome, count) in counts { row.counts[outcome] = count }
    row.format = try reader.optionalText()
    row.notes = try reader.list(string)
    row.sidecars = try reader.list { each throws(RowCodingError) -> JobRow.Sidecar in
      JobRow.Sidecar(name: try each.blob(), digest: try each.text())
    }
    return row
  }

  static func amendment(_ reader: inout ByteReader) throws(RowCodingError) -> Amendment {
    Amendment(
      number: try number(&reader), article: try reader.article(),
      provenance: try reader.provenance(), clock: try reader.optional(time))
  }

  static func removal(_ reader: inout ByteReader) throws(RowCodingError) -> Removal {
    Removal(
      number: try number(&reader), id: try reader.text(), when: try reader.signed(),
      why: try reader.text())
  }
}
