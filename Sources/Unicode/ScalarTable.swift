/// A value for every Unicode scalar, in two stages: 128-scalar blocks, equal ones stored once.
package struct ScalarTable<Value: Hashable & Sendable>: Sendable {
  @usableFromInline let blockOfScalar: [UInt16]
  @usableFromInline let values: [Value]
  @usableFromInline let outside: Value

  /// The value of a scalar; the outside value above U+10FFFF.
  @inlinable package subscript(scalar: UInt32) -> Value {
    let block = Int(scalar &>> 7)
    guard block < blockOfScalar.count else { return outside }
    return values[Int(blockOfScalar[block]) &<< 7 | Int(scalar & 0x7F)]
  }

  /// - Parameters:
  ///   - runs: `length:value` words in hexadecimal from U+0000 on; no value means 0.
  ///   - value: makes the stored value of a written one.
  init(runs: String, value: (UInt32) -> Value) {
    let words = runs.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A })
    self.init(
      runs: words.map { word in
        let sides = word.split(separator: UInt8(ascii: ":")).map(Self.number)
        return (length: Int(sides[0]), value: value(sides.count > 1 ? sides[1] : 0))
      }, outside: value(0))
  }

  /// Makes a table from runs of equal values, from U+0000 on; `outside` stands beyond U+10FFFF.
  init(runs: [(length: Int, value: Value)], outside: Value) {
    var blockOfScalar: [UInt16] = []
    var values: [Value] = []
    var known: [[Value]: UInt16] = [:]
    var uniform: [Value: UInt16] = [:]
    var block: [Value] = []
    for (length, value) in runs {
      var left = length
      while left > 0 {
        // Most blocks lie inside of one long run.
        if left >= 128, block.isEmpty, let index = uniform[value] {
          blockOfScalar.append(index)
          left -= 128
          continue
        }
        let taken = min(left, 128 - block.count)
        block.append(contentsOf: repeatElement(value, count: taken))
        left -= taken
        guard block.count == 128 else { continue }
        let index = known[block] ?? UInt16(values.count / 128)
        if Int(index) == values.count / 128 {
          values += block
          known[block] = index
        }
        if taken == 128 { uniform[value] = index }
        blockOfScalar.append(index)
        block.removeAll(keepingCapacity: true)
      }
    }
    precondition(block.isEmpty && blockOfScalar.count == 0x110000 / 128)
    self.blockOfScalar = blockOfScalar
    self.values = values
    self.outside = outside
  }

  /// Makes a table from the scalars that differ from `absent`.
  package init(entries: [UInt32: Value], absent: Value) {
    var blockOfScalar = [UInt16](repeating: 0, count: 0x110000 / 128)
    var values = [Value](repeating: absent, count: 128)
    for (scalar, value) in entries {
      precondition(scalar < 0x110000)
      let block = Int(scalar >> 7)
      if blockOfScalar[block] == 0 {
        blockOfScalar[block] = UInt16(values.count / 128)
        values.append(contentsOf: repeatElement(absent, count: 128))
      }
      values[Int(blockOfScalar[block]) << 7 | Int(scalar & 0x7F)] = value
    }
    self.blockOfScalar = blockOfScalar
    self.values = values
    outside = absent
  }

  /// The value of up to eight hexadecimal digits in capitals.
  private static func number(_ digits: Substring.UTF8View.SubSequence) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x41 + 10) }
  }
}
