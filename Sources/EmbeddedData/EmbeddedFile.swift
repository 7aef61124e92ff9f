internal import LearnedModels

/// A file of learned or generated data that is built into the program, its header checked.
///
/// A header of 32 bytes stands before the payload: magic, version of the payload's layout, length and
/// a checksum; `scripts/embedded_files.py` writes it. What each file holds stands in
/// Sources/LearnedModels/MANIFEST. The payload is read in place, nothing is copied.
@safe package struct EmbeddedFile: @unchecked Sendable {
  /// The files, in the order of their names.
  package enum Name: Int, CaseIterable, Sendable {
    /// Big5 with Hong Kong's supplement.
    case big5
    /// Which blocks of a page are the article's: boosted trees.
    case blockTrees
    /// Costs of characters after two others.
    case characterTrigrams
    /// Weights of words of class and id attributes.
    case classWords
    /// Which blocks of a text dump are the article's: boosted trees.
    case dumpTrees
    /// The two-byte part of GB 18030.
    case gb18030
    /// JIS X 0208 with the vendors' rows.
    case jis0208
    /// JIS X 0212.
    case jis0212
    /// KS X 1001 and the rest of Windows-949.
    case ks
    /// Costs of letters in some fifty languages.
    case languages
    /// Unicode's decompositions and combining classes.
    case normalization
    /// In how many articles of 1,000 a term occurs.
    case storyTerms
    /// Weights of words and pairs of words of the text.
    case textWords
  }

  private static let headerByteCount = 32
  /// "WINNOWDT" as a little-endian number.
  private static let magic: UInt64 = 0x5444_574F_4E4E_4957

  /// The whole file, header included.
  ///
  /// Points to a constant of the program: immutable, and valid as long as the process lives; hence
  /// `@unchecked Sendable`.
  private let bytes: UnsafeRawBufferPointer

  /// The file's name as it stands in the folder and in MANIFEST.
  package let fileName: String

  /// Finds the file; traps when it has not the wanted version or length: then program and data were
  /// not built together.
  package init(_ name: Name, version: UInt32) {
    let file = unsafe learned_models_file(name.rawValue)
    guard let start = unsafe file.bytes, let fileName = unsafe file.name else {
      preconditionFailure("no built-in data file number \(name.rawValue)")
    }
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: file.length)
    self.fileName = unsafe String(cString: fileName)
    precondition(
      byteCount >= Self.headerByteCount && header(UInt64.self, at: 0) == Self.magic,
      "\(self.fileName) is not a data file of winnow; make it again with the command in MANIFEST")
    precondition(
      header(UInt32.self, at: 8) == version,
      "\(self.fileName) has version \(header(UInt32.self, at: 8)), the program reads \(version)")
    precondition(
      header(UInt64.self, at: 16) == UInt64(byteCount - Self.headerByteCount),
      "\(self.fileName) has another length than its header says")
  }

  /// Bytes of the whole file.
  package var byteCount: Int { unsafe bytes.count }

  /// FNV-1a (64 bits) of the payload, as the header has it; checked by a test, not at each start.
  package var checksum: UInt64 { header(UInt64.self, at: 24) }

  /// A copy of the whole file.
  package var contents: [UInt8] { unsafe Array(bytes) }

  /// Reads the payload from its start.
  package var reader: EmbeddedReader {
    unsafe EmbeddedReader(UnsafeRawBufferPointer(rebasing: bytes[Self.headerByteCount...]))
  }

  private func header<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type, at offset: Int
  ) -> Value {
    // `load` checks that the value lies inside of the file and is aligned there.
    unsafe bytes.load(fromByteOffset: offset, as: type)
  }
}
