/// gzip (RFC 1952) of any number of members. Damage costs the member it is in: reading goes on at
/// the next member's header, with a note.
final class GzipStream: ByteStream {
  private let upstream: any ByteStream
  private let budget: OutputBudget
  private let inflater = Inflater(.gzip)
  private var input: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var isInMember = false
  private var outputByteCount: Int64 = 0
  private(set) var notes: [String] = []
  private static let pieceByteCount = 1 << 18

  init(_ upstream: any ByteStream, budget: OutputBudget) {
    self.upstream = upstream
    self.budget = budget
  }

  var inputOffset: Int64 { upstream.inputOffset - Int64(input.count - position) }

  func read() throws -> [UInt8] {
    var output: [UInt8] = []
    while output.isEmpty {
      if !isInMember, try !findMember() { return [] }
      if position == input.count, try !refill() {
        note("gzip-cut-short")
        isInMember = false
        return []
      }
      let (consumed, status) = inflater.step(
        input, from: position, into: &output, limit: Self.pieceByteCount)
      position += consumed
      switch status {
      case .more: break
      case .streamEnd:
        inflater.reset()
        isInMember = false
      case .damaged:
        note("gzip-damaged")
        inflater.reset()
        isInMember = false
        position = min(position + 1, input.count)
      }
    }
    outputByteCount += Int64(output.count)
    try budget.spend(output.count, total: outputByteCount, input: inputOffset)
    return output
  }

  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    let bytes = try upstream.read()
    if bytes.isEmpty {
      isAtEnd = true
      return false
    }
    if position == input.count {
      input = bytes
    } else {
      input.removeFirst(position)
      input.append(contentsOf: bytes)
    }
    position = 0
    return true
  }

  /// Moves to the next member's header; false when there is none.
  private func findMember() throws -> Bool {
    var passed = 0
    while true {
      while position + 2 < input.count {
        if input[position] == 0x1F, input[position + 1] == 0x8B, input[position + 2] == 8 {
          if passed > 0 { note("gzip-bytes-between-members") }
          isInMember = true
          return true
        }
        // Zeros between members are padding and no damage.
        if input[position] != 0 { passed += 1 }
        position += 1
      }
      if try !refill() {
        if position < input.count, input[position...].contains(where: { $0 != 0 }) { passed += 1 }
        if passed > 0 { note("gzip-trailing-bytes") }
        position = input.count
        return false
      }
    }
  }

  private func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}
