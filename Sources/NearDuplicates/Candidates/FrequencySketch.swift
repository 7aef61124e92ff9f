/// Counts in how many clusters a shingle was seen, up to 15, in bounded memory.
///
/// A count-min sketch (Cormode and Muthukrishnan, 2005) with conservative update, two cells for a hash
/// in one line of the processor's cache. A cell holds two counters of four bits: this generation's and
/// the last one's. When a generation has taken in its share, it becomes the last one: what has not
/// been seen for two generations is forgotten. May count too much, rarely.
struct FrequencySketch {
  private var cells: [UInt8]
  private var additions = 0
  private let generation: Int
  private let lineMask: UInt64

  /// A sketch for a window of so many documents: 32 bytes each, a power of two and at least two.
  init(documentCount: Int) {
    precondition(documentCount >= 2 && documentCount & (documentCount - 1) == 0)
    cells = [UInt8](repeating: 0, count: documentCount * 32)
    lineMask = UInt64(documentCount / 2 - 1)
    generation = documentCount * 24
  }

  /// Bytes held.
  var byteCount: Int { cells.count }

  @inline(__always)
  private func cellIndices(_ hash: UInt64) -> (Int, Int) {
    let line = Int(truncatingIfNeeded: hash & lineMask) * 64
    let first = Int(truncatingIfNeeded: hash >> 52) & 63
    let step = Int(truncatingIfNeeded: hash >> 58) | 1
    return (line + first, line + (first + step) & 63)
  }

  /// How often `hash` was added, 0…15.
  @inline(__always)
  func count(_ hash: UInt64) -> Int {
    let (a, b) = cellIndices(hash)
    let (left, right) = (cells[a], cells[b])
    return min(15, Int(min(left & 15, right & 15)) + Int(min(left >> 4, right >> 4)))
  }

  /// Counts `hash` once more.
  mutating func add(_ hash: UInt64) {
    if additions >= generation { turnGeneration() }
    additions += 1
    let (a, b) = cellIndices(hash)
    let least = min(cells[a] & 15, cells[b] & 15)
    guard least < 15 else { return }
    if cells[a] & 15 == least { cells[a] += 1 }
    if cells[b] & 15 == least { cells[b] += 1 }
    assert(min(cells[a] & 15, cells[b] & 15) == least + 1, "a hash is counted once more")
  }

  private mutating func turnGeneration() {
    for index in cells.indices { cells[index] <<= 4 }
    additions = 0
  }
}
