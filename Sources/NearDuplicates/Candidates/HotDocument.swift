internal import Model

/// What the hot window keeps of one decided document, besides its packed lists: 48 bytes.
struct HotDocument {
  /// 0 in an empty slot.
  var number: DecisionNumber
  /// How far back the first document of its cluster is; 0 when it is no copy.
  private var rootDistance: UInt32
  private var storyDistance: UInt32
  /// Half of the text hash.
  var textHash: UInt64
  /// First 64 bits of the digest; 0 when there is none.
  var digest: UInt64
  /// Words, and in the lowest eight bits the sampling shift.
  private var wordsAndShift: UInt32
  var block: UInt32 = 0
  var offset: UInt16 = 0
  var shingleCount: UInt16
  var numberCount: UInt8
  var nameCount: UInt8
  var headlineWordCount: UInt8
  private var flags: UInt8

  /// The entry of a document with a decision.
  init(_ document: SignedDocument, _ decision: CopyDecision, digest: UInt64) {
    let signature = document.signature
    number = document.number
    rootDistance = Self.distance(from: number, to: decision.copyOf ?? number)
    storyDistance = Self.distance(from: number, to: decision.story)
    textHash = signature.textHash.low
    self.digest = digest
    wordsAndShift =
      min(signature.wordCount, Self.wordLimit) << 8 | UInt32(signature.samplingShift)
    shingleCount = UInt16(clamping: signature.shingles.count)
    numberCount = UInt8(clamping: signature.numbers.count)
    nameCount = UInt8(clamping: signature.names.count)
    headlineWordCount = signature.headlineWordCount
    flags = signature.quality.flags | (decision.contains.isEmpty ? 0 : Self.digestFlag)
  }

  /// The entry of the same document once it reads otherwise; what was decided about it stays.
  func reading(_ signature: Signature) -> HotDocument {
    var document = self
    document.textHash = signature.textHash.low
    document.wordsAndShift =
      min(signature.wordCount, Self.wordLimit) << 8 | UInt32(signature.samplingShift)
    document.shingleCount = UInt16(clamping: signature.shingles.count)
    document.numberCount = UInt8(clamping: signature.numbers.count)
    document.nameCount = UInt8(clamping: signature.names.count)
    document.headlineWordCount = signature.headlineWordCount
    document.flags = signature.quality.flags | (flags & Self.digestFlag)
    return document
  }

  private init() {
    (number, rootDistance, storyDistance, textHash, digest) = (DecisionNumber(0), 0, 0, 0, 0)
    (wordsAndShift, shingleCount, numberCount, nameCount) = (0, 0, 0, 0)
    (headlineWordCount, flags) = (0, 0)
  }

  static let none = HotDocument()
  /// More words than a text of the greatest allowed size has.
  private static let wordLimit: UInt32 = 0xFF_FFFF
  private static let digestFlag: UInt8 = 128

  private static func distance(from number: DecisionNumber, to other: DecisionNumber) -> UInt32 {
    other < number ? UInt32(clamping: number.rawValue - other.rawValue) : 0
  }

  var wordCount: UInt32 { wordsAndShift >> 8 }
  var samplingShift: UInt8 { UInt8(truncatingIfNeeded: wordsAndShift) }
  /// The first document of its cluster; its own number when it is no copy.
  var root: DecisionNumber { DecisionNumber(number.rawValue - UInt64(rootDistance)) }
  var story: DecisionNumber {
    get { DecisionNumber(number.rawValue - UInt64(storyDistance)) }
    set { storyDistance = Self.distance(from: number, to: newValue) }
  }
  /// Set when it turned out to hold other articles among others.
  var isDigest: Bool {
    get { flags & Self.digestFlag != 0 }
    set { flags = newValue ? flags | Self.digestFlag : flags & ~Self.digestFlag }
  }
  var rank: HeadRank {
    HeadRank(wordCount: wordCount, quality: QualityHints(flags: flags & ~Self.digestFlag))
  }
}
