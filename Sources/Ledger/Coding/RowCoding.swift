package import Bytes
import Model

// The rows of the ledger as bytes. A version byte comes first; the rest is the fields in the order of
// their declaration. A compact layout of its own and not JSON: it is read and written some ten times
// faster, holds file names of any bytes, and nobody but winnow reads it (`winnow export` is the way
// out). Texts stay uncompressed: `winnow show` and the copy search read single articles at random.

/// The layout that is written; readers know it and all before it.
private let version: UInt8 = 3
/// The first that keeps dateline and origin of an article.
private let firstVersionWithOrigin: UInt8 = 2

extension ArticleRow {
  /// As the ledger's table keeps it: the signature stands in a column of its own.
  package var encodedContent: [UInt8] {
    var writer = BinaryWriter()
    writer.write(byte: version)
    writer.write(number)
    writer.write(text: id)
    writer.write(text: jobID)
    writer.write(zigzag: Int64(ordinal))
    writer.write(article)
    writer.write(provenance)
    writer.write(text: outcome.rawValue)
    writer.write(zigzag: arrival)
    writer.write(optional: storyTime) { $0.write(zigzag: $1) }
    writer.write(decision)
    writer.write(varint: snapshotVersion)
    writer.write(text: codeVersion)
    writer.write(fixed: RowChecksum.of(signature[...]))
    return writer.bytesWithChecksum
  }

  /// Reads a row back. Throws for bytes that no version of `encodedContent` wrote; never traps.
  ///
  /// `signature`: Empty where it was not read.
  package init(encodedContent bytes: [UInt8], signature: [UInt8]) throws(BinaryError) {
    var (reader, version) = try BinaryReader.behindVersion(of: bytes)
    self.init(
      number: try BinaryReader.number(&reader), id: try reader.readText(),
      jobID: try reader.readText(), ordinal: try BinaryReader.integer(&reader),
      article: try reader.readArticle(hasOrigin: version >= firstVersionWithOrigin),
      provenance: try reader.readProvenance(),
      outcome: try reader.readNamed(), arrival: try reader.readZigzag(),
      storyTime: try reader.readOptional(BinaryReader.zigzag),
      decision: try reader.readCopyDecision(),
      signature: signature, snapshotVersion: try reader.readVarint(),
      codeVersion: try reader.readText())
    if version >= RowChecksum.firstVersion {
      let stated = try reader.readFixed(as: UInt32.self)
      guard signature.isEmpty || stated == RowChecksum.of(signature[...]) else {
        throw .malformed(at: reader.position)
      }
      _ = try reader.readFixed(as: UInt32.self)
    }
    try reader.expectEnd()
  }
}

extension JobRow {
  /// The row as bytes, readable by `init(encoded:)`.
  package var encoded: [UInt8] {
    var writer = BinaryWriter()
    writer.write(byte: version)
    writer.write(text: id)
    writer.write(blob: file)
    writer.write(optionalText: source)
    writer.write(zigzag: size)
    writer.write(optional: modificationTime) { $0.write(zigzag: $1) }
    writer.write(optionalText: digest)
    writer.write(zigzag: arrival)
    writer.write(zigzag: finished)
    writer.write(zigzag: Int64(attempts))
    writer.write(text: outcome.rawValue)
    writer.write(optionalText: reason)
    writer.write(optionalText: detail)
    writer.write(optionalText: remedy)
    let counts = Outcome.allCases.compactMap { outcome in
      self.counts[outcome].map { (outcome, $0) }
    }
    writer.write(list: counts) {
      $0.write(text: $1.0.rawValue)
      $0.write(zigzag: Int64($1.1))
    }
    writer.write(optionalText: format)
    writer.write(texts: notes)
    writer.write(list: sidecars) {
      $0.write(blob: $1.name)
      $0.write(text: $1.digest)
    }
    return writer.bytesWithChecksum
  }

  /// Reads a row back. Throws for bytes that no version of `encoded` wrote; never traps.
  package init(encoded bytes: [UInt8]) throws(BinaryError) {
    var (reader, version) = try BinaryReader.behindVersion(of: bytes)
    self.init(
      id: try reader.readText(), file: try reader.readBlob(),
      source: try reader.readOptionalText(), size: try reader.readZigzag(),
      modificationTime: try reader.readOptional(BinaryReader.zigzag),
      digest: try reader.readOptionalText(), arrival: try reader.readZigzag(),
      finished: try reader.readZigzag(), attempts: try BinaryReader.integer(&reader),
      outcome: try reader.readNamed(), reason: try reader.readOptionalText(),
      detail: try reader.readOptionalText(), remedy: try reader.readOptionalText())
    let counts = try reader.readList { (each) throws(BinaryError) -> (Outcome, Int) in
      (try each.readNamed(), try BinaryReader.integer(&each))
    }
    for (outcome, count) in counts { self.counts[outcome] = count }
    format = try reader.readOptionalText()
    notes = try reader.readTexts()
    sidecars = try reader.readList { (each) throws(BinaryError) -> Sidecar in
      Sidecar(name: try each.readBlob(), digest: try each.readText())
    }
    if version >= RowChecksum.firstVersion { _ = try reader.readFixed(as: UInt32.self) }
    try reader.expectEnd()
  }
}

extension BinaryReader {
  /// A reader of what stands behind the version byte, and that. Throws for a version that is not known,
  /// and for bytes that do not have the checksum at their end.
  fileprivate static func behindVersion(
    of bytes: [UInt8]
  ) throws(BinaryError) -> (reader: BinaryReader, version: UInt8) {
    var reader = BinaryReader(bytes)
    let found = try reader.readByte()
    guard (1...version).contains(found) else { throw .unsupportedVersion(UInt64(found)) }
    if found >= RowChecksum.firstVersion, !RowChecksum.isRight(bytes) {
      throw .malformed(at: bytes.count)
    }
    return (reader, found)
  }
}

extension BinaryWriter {
  /// What was written, and its checksum behind it.
  fileprivate var bytesWithChecksum: [UInt8] {
    var sealed = self
    sealed.write(fixed: RowChecksum.of(bytes[...]))
    return sealed.bytes
  }
}
