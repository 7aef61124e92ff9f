internal import Model

/// The last documents decided, in order, with their sketches packed into blocks of memory.
///
/// A document's *slot* is its number modulo the capacity, a power of two; the window spans at most
/// `capacity` consecutive numbers, not all of which need be taken. Sketches lie in blocks of 64 Ki
/// words; a block goes when all its documents have gone.
struct HotWindow {
  /// Smallest number that the window spans; equal to `end` when it spans none.
  private(set) var start: UInt64 = 0
  /// One more than the last number.
  private(set) var end: UInt64 = 0
  let capacity: Int
  private var ring: [HotDocument] = []
  private var blocks: [[UInt32]] = []
  /// For each block one more than the highest number of a document in it.
  private var blockEnds: [UInt64] = []
  private var firstBlock: UInt32 = 0

  private static let blockWordCount = 1 << 16

  /// Space for `capacity` numbers, a power of two.
  init(capacity: Int) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0)
    self.capacity = capacity
  }

  /// Bytes held, about.
  var byteCount: Int {
    ring.capacity * MemoryLayout<HotDocument>.stride + blocks.count * Self.blockWordCount * 4
  }

  func slot(of number: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: number & UInt64(capacity - 1))
  }

  /// The document at a slot that a table named; nil when the slot is empty.
  subscript(slot: UInt32) -> HotDocument? {
    guard Int(slot) < ring.count, ring[Int(slot)].number.rawValue != 0 else { return nil }
    return ring[Int(slot)]
  }

  /// The document with a number; nil when it is not in the window.
  subscript(number: DecisionNumber) -> HotDocument? {
    guard number.rawValue >= start, number.rawValue < end else { return nil }
    return self[slot(of: number.rawValue)]
  }

  /// Whether `number` can enter without another one leaving.
  func hasSpace(for number: UInt64) -> Bool { start == end || number - start < UInt64(capacity) }

  /// Lets the smallest number go, and returns its document if it was taken.
  mutating func removeFirst() -> HotDocument? {
    precondition(start < end, "there is a document to remove")
    let slot = Int(slot(of: start))
    let gone = self[UInt32(slot)]
    ring[slot] = .none
    start += 1
    while start < end, self[DecisionNumber(start)] == nil { start += 1 }
    while let end = blockEnds.first, end <= start {
      blocks.removeFirst()
      blockEnds.removeFirst()
      firstBlock += 1
    }
    assert(start <= end)
    assert(
      self[DecisionNumber(start)].map { $0.block >= firstBlock } ?? true,
      "the block of the oldest document stays")
    return gone
  }

  /// Lets one document go, wherever it stands. Its packed lists stay until its block goes.
  mutating func remove(_ number: DecisionNumber) {
    guard self[number] != nil else { return }
    if number.rawValue == start {
      _ = removeFirst()
    } else {
      ring[Int(slot(of: number.rawValue))] = .none
    }
  }

  /// Takes in a document, for whose number there must be space. Returns its slot.
  mutating func append(_ document: HotDocument, _ signature: Signature) -> UInt32 {
    let number = document.number.rawValue
    precondition(number >= end && hasSpace(for: number))
    assert(number > 0, "0 stands for an empty slot")
    var document = document
    store(signature, of: &document)
    if start == end { start = number }
    end = number + 1
    assert(end - start <= UInt64(capacity), "the window spans at most its capacity")
    return put(document)
  }

  /// Puts a document in the place of the one with its number, which must be in the window. The old packed
  /// lists stay until their block goes.
  mutating func replace(_ document: HotDocument, _ signature: Signature) {
    precondition(self[document.number] != nil, "there is a document to replace")
    var document = document
    store(signature, of: &document)
    ring[Int(slot(of: document.number.rawValue))] = document
  }

  /// Packs the lists of a signature into the last block.
  private mutating func store(_ signature: Signature, of document: inout HotDocument) {
    let packed = Self.pack(signature)
    if blocks.last.map({ $0.count + packed.count > Self.blockWordCount }) ?? true {
      var block: [UInt32] = []
      block.reserveCapacity(max(Self.blockWordCount, packed.count))
      blocks.append(block)
      blockEnds.append(0)
    }
    let last = blocks.count - 1
    document.block = firstBlock + UInt32(last)
    document.offset = UInt16(truncatingIfNeeded: blocks[last].count)
    blocks[last].append(contentsOf: packed)
    blockEnds[last] = max(blockEnds[last], document.number.rawValue + 1)
    assert(blocks.count == blockEnds.count)
  }

  private mutating func put(_ document: HotDocument) -> UInt32 {
    let slot = slot(of: document.number.rawValue)
    if Int(slot) >= ring.count {
      ring.append(contentsOf: repeatElement(.none, count: Int(slot) + 1 - ring.count))
    }
    assert(ring[Int(slot)].number.rawValue == 0, "the slot is empty")
    ring[Int(slot)] = document
    return slot
  }

  /// Notes in which story a document is from now on.
  mutating func setStory(of number: DecisionNumber, to story: DecisionNumber) {
    guard self[number] != nil else { return }
    ring[Int(slot(of: number.rawValue))].story = story
  }

  /// Notes that a document holds other articles.
  mutating func markDigest(_ number: DecisionNumber) {
    guard self[number] != nil else { return }
    ring[Int(slot(of: number.rawValue))].isDigest = true
  }

  /// A window twice as large with the same documents; slots change.
  func doubled() -> HotWindow {
    var larger = HotWindow(capacity: capacity * 2)
    larger.blocks = blocks
    larger.blockEnds = blockEnds
    larger.firstBlock = firstBlock
    larger.start = start
    larger.end = end
    forEachDocument { _ = larger.put($0) }
    assert(larger.ring.count <= larger.capacity)
    return larger
  }

  /// Calls `body` with each document, oldest first.
  func forEachDocument(_ body: (HotDocument) -> Void) {
    for number in start..<end {
      if let document = self[DecisionNumber(number)] { body(document) }
    }
  }

  /// Shingles, then gaps between positions four to a word, then numbers, names two to a word, and
  /// the slots behind their count.
  private static func pack(_ signature: Signature) -> [UInt32] {
    assert(signature.positions.count == signature.shingles.count)
    var packed = signature.shingles
    var last: UInt32 = 0
    var bytes: UInt32 = 0
    for (index, position) in signature.positions.enumerated() {
      assert(position >= last, "positions ascend")
      bytes |= min(255, position - last) << UInt32(8 * (index & 3))
      last = position
      if index & 3 == 3 || index == signature.positions.count - 1 {
        packed.append(bytes)
        bytes = 0
      }
    }
    packed += signature.numbers.prefix(255).map(\.packed)
    let names = Array(signature.names.prefix(255))
    for index in stride(from: 0, to: names.count, by: 2) {
      let high = index + 1 < names.count ? UInt32(names[index + 1]) : 0
      packed.append(UInt32(names[index]) | high << 16)
    }
    packed.append(UInt32(clamping: signature.slots.count))
    packed += signature.slots.map(\.packed)
    return packed
  }

  /// Calls `body` with each shingle of a document and its position, in reading order.
  ///
  /// Positions after a gap of 255 words are too low.
  @inline(__always)
  func forEachShingle(_ document: HotDocument, _ body: (UInt32, UInt32) -> Void) {
    let start = Int(document.offset)
    let count = Int(document.shingleCount)
    assert(document.block >= firstBlock, "the document has not left the window")
    let block = blocks[Int(document.block - firstBlock)]
    var position: UInt32 = 0
    for index in 0..<count {
      position += (block[start + count + index / 4] >> UInt32(8 * (index & 3))) & 255
      body(block[start + index], position)
    }
  }

  /// The slots of a document.
  func slots(_ document: HotDocument) -> [TextSlot] {
    let block = blocks[Int(document.block - firstBlock)]
    let shingleCount = Int(document.shingleCount)
    let start =
      Int(document.offset) + shingleCount + (shingleCount + 3) / 4 + Int(document.numberCount)
      + (Int(document.nameCount) + 1) / 2
    return (0..<Int(block[start])).map { TextSlot(packed: block[start + 1 + $0]) }
  }

  /// The numbers and names of a document.
  func features(_ document: HotDocument) -> (numbers: [PlacedFeature], names: [UInt16]) {
    let start =
      Int(document.offset) + Int(document.shingleCount) + (Int(document.shingleCount) + 3) / 4
    let block = blocks[Int(document.block - firstBlock)]
    let numberCount = Int(document.numberCount)
    return (
      (0..<numberCount).map { PlacedFeature(packed: block[start + $0]) },
      (0..<Int(document.nameCount)).map { index in
        UInt16(
          truncatingIfNeeded: block[start + numberCount + index / 2] >> UInt32(16 * (index & 1)))
      }
    )
  }
}
