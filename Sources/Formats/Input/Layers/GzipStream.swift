/// gzip (RFC 1952) of any number of members. Damage costs the member it is in: reading goes on at
/// the next member's header, with a note and an empty line, so that what was torn off does not run
/// into what follows.
final class GzipStream: ByteStream {
  private let upstream: any ByteStream
  private let budget: OutputBudget
  private let inflater = Inflater(.gzip)
  private var input: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var isInMember = false
  /// Where the member's header begins in `input`; nil when that is no longer kept.
  private var memberStart: Int?
  /// The last member ended in damage.
  private var isTorn = false
  private var rescanCount = 0
  private var outputByteCount: Int64 = 0
  private(set) var notes: [String] = []
  private static let pieceByteCount = 1 << 18
  /// Input of one member that is kept: where damage runs on into the next, that one is found in it.
  private static let rescanByteLimit = 1 << 20
  /// Damaged members behind whose start the next is looked for; behind others, where they failed.
  private static let rescanLimit = 1_000

  init(_ upstream: any ByteStream, budget: OutputBudget) {
    self.upstream = upstream
    self.budget = budget
  }

  var inputOffset: Int64 { upstream.inputOffset - Int64(input.count - position) }

  func read() throws -> [UInt8] {
    var output: [UInt8] = []
    while output.isEmpty {
      if !isInMember {
        guard try findMember() else { return [] }
        if isTorn { output += [0x0D, 0x0A, 0x0D, 0x0A] }
        isTorn = false
      }
      if position == input.count, try !refill() {
        note("gzip-cut-short")
        leaveMember()
        continue
      }
      let (consumed, status) = inflater.step(
        input, from: position, into: &output, limit: Self.pieceByteCount)
      position += consumed
      assert(isInMember && position <= input.count)
      switch status {
      case .more: break
      case .streamEnd:
        inflater.reset()
        isInMember = false
        memberStart = nil
      case .damaged:
        note("gzip-damaged")
        position = min(position + 1, input.count)
        leaveMember()
      }
    }
    outputByteCount += Int64(output.count)
    try budget.spend(output.count, total: outputByteCount, input: inputOffset)
    return output
  }

  /// Gives the member up. The next one is looked for right behind its start, since a reader that has
  /// lost its way reads on over the end.
  private func leaveMember() {
    inflater.reset()
    isInMember = false
    isTorn = true
    if let start = memberStart, rescanCount < Self.rescanLimit {
      rescanCount += 1
      position = start + 1
    }
    memberStart = nil
  }

  private func refill() throws -> Bool {
    guard !isAtEnd else { return false }
    let bytes = try upstream.read()
    if bytes.isEmpty {
      isAtEnd = true
      return false
    }
    if let start = memberStart, position - start > Self.rescanByteLimit { memberStart = nil }
    let kept = memberStart ?? position
    assert(kept <= position && position <= input.count, "a member begins before what is read of it")
    if kept == input.count {
      input = bytes
    } else {
      input.removeFirst(kept)
      input.append(contentsOf: bytes)
    }
    position -= kept
    memberStart = memberStart.map { $0 - kept }
    return true
  }

  /// Moves to the next member's header; false when there is none.
  private func findMember() throws -> Bool {
    var passed = 0
    while true {
      while position + 2 < input.count {
        if input[position] == 0x1F, input[position + 1] == 0x8B, input[position + 2] == 8 {
          if passed > 0, !isTorn { note("gzip-bytes-between-members") }
          isInMember = true
          memberStart = position
          return true
        }
        // Zeros between members are padding and no damage.
        if input[position] != 0 { passed += 1 }
        position += 1
      }
      if try !refill() {
        if position < input.count, input[position...].contains(where: { $0 != 0 }) { passed += 1 }
        if passed > 0, !isTorn { note("gzip-trailing-bytes") }
        position = input.count
        return false
      }
    }
  }

  private func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}
