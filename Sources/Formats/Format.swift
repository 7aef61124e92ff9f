import Extraction

/// A format of scraped files: how it is recognised, opened and read, its row in `docs/FORMATS.md`,
/// and the inputs that fuzzing starts from.
///
/// A new format is one folder with a conforming type and one line in `FormatRegistry.all`.
protocol Format: Sendable {
  /// What provenance and messages call it.
  static var name: FormatName { get }
  /// Its rows in `docs/FORMATS.md`.
  static var documentation: [FormatDocumentation] { get }
  /// What fuzzing starts from; a test reads each sample.
  static var seeds: [FormatSeed] { get }

  /// True when a file with this head is of the format, as far as can be told at this stage.
  /// Throws a refusal for a relative of the format that is known and not read.
  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool

  /// The framer of the file's records; throws a refusal when there can be none.
  func open(_ input: FormatInput) throws -> any RecordFramer

  /// Reads one body of this format as an article, or writes down the refusal.
  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  )

  /// True when a body of this format, found in a web archive, is to be cut into records of its own.
  func holdsManyRecords(_ body: [UInt8]) -> Bool

  /// What the head of a file of many small records declares about their encoding; nil where each
  /// record is decoded by itself.
  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]?

  /// The address that the program which saved the file wrote into it.
  func savedAddress(in bytes: [UInt8]) -> String?
}

extension Format {
  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    record.refusal = Refusals.noArticle("A \(Self.name.rawValue) file inside a record")
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { false }
  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]? { nil }
  func savedAddress(in bytes: [UInt8]) -> String? { nil }
}
