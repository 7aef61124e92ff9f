/// Counts in how many clusters something was seen, up to 15, in bounded memory.
///
/// A count-min sketch (Cormode and Muthukrishnan, 2005) with conservative update: four-bit counters,
/// two rows, in two generations. When the younger generation has taken in its share, it becomes the
/// older one: what has not been seen for two generations is forgotten. May count too much, rarely.
struct FrequencySketch {
  private var young: [UInt8]
  private var old: [UInt8]
  private var additions = 0
  private let generation: Int
  private let mask: UInt64

  /// Room for about `count` different things in a generation.
  init(count: Int) {
    var bytes = 64
    while bytes < count { bytes *= 2 }
    young = [UInt8](repeating: 0, count: bytes)
    old = young
    mask = UInt64(bytes * 2 - 1)
    generation = max(count, 1)
  }

  /// Bytes held.
  var byteCount: Int { young.count + old.count }

  @inline(__always)
  private static func read(_ row: [UInt8], _ cell: UInt64) -> UInt8 {
    let byte = row[Int(truncatingIfNeeded: cell >> 1)]
    return cell & 1 == 0 ? byte & 15 : byte >> 4
  }

  @inline(__always)
  private func cells(_ hash: UInt64) -> (UInt64, UInt64) {
    (hash & mask, (hash >> 32) & mask)
  }

  /// How often `hash` was added, 0…15.
  @inline(__always)
  func count(_ hash: UInt64) -> Int {
    let (a, b) = cells(hash)
    let new = min(Self.read(young, a), Self.read(young, b))
    let past = min(Self.read(old, a), Self.read(old, b))
    return min(15, Int(new) + Int(past))
  }

  /// Counts `hash` once more.
  mutating func add(_ hash: UInt64) {
    if additions >= generation { turnGeneration() }
    additions += 1
    let (a, b) = cells(hash)
    let least = min(Self.read(young, a), Self.read(young, b))
    guard least < 15 else { return }
    for cell in [a, b] where Self.read(young, cell) == least {
      young[Int(truncatingIfNeeded: cell >> 1)] += cell & 1 == 0 ? 1 : 16
    }
  }

  private mutating func turnGeneration() {
    swap(&young, &old)
    for index in young.indices { young[index] = 0 }
    additions = 0
  }
}
