/// A stream through a decompressor whose format may repeat end to end, as zstd's and LZ4's frames.
final class DecompressingStream: ByteStream {
  private let upstream: any ByteStream
  private let decompressor: any Decompressor
  private let budget: OutputBudget
  private let name: String
  /// Where in the file the compressed data begins.
  private let firstOffset: Int64
  private var outputByteCount: Int64 = 0
  private var input: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var isBetweenFrames = false
  private(set) var notes: [String] = []

  init(
    _ upstream: any ByteStream, through decompressor: any Decompressor, name: String,
    budget: OutputBudget, firstOffset: Int64 = 0
  ) {
    self.firstOffset = firstOffset
    self.upstream = upstream
    self.decompressor = decompressor
    self.name = name
    self.budget = budget
  }

  var inputOffset: Int64 { upstream.inputOffset - Int64(input.count - position) }

  func read() throws -> [UInt8] {
    var output: [UInt8] = []
    while output.isEmpty {
      let (consumed, status) = decompressor.step(
        input, from: position, into: &output, limit: 1 << 18)
      position += consumed
      assert(consumed >= 0 && position <= input.count)
      isBetweenFrames = status == .streamEnd
      if status == .damaged {
        if notes.isEmpty { notes.append("\(name)-damaged") }
        if output.isEmpty { return [] }
        break
      }
      if output.isEmpty, consumed == 0 || position == input.count, try !refill() {
        if !isBetweenFrames, position > 0 || !input.isEmpty, notes.isEmpty, consumed == 0 {
          notes.append("\(name)-cut-short")
        }
        return []
      }
    }
    outputByteCount += Int64(output.count)
    try budget.spend(output.count, total: outputByteCount, input: inputOffset - firstOffset)
    return output
  }

  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    let bytes = try upstream.read()
    if bytes.isEmpty {
      isAtEnd = true
      return false
    }
    input = Array(input[position...]) + bytes
    position = 0
    return true
  }
}
