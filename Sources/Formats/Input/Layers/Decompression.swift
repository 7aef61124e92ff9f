/// Decompression of a whole body in memory.
enum Decompression {
  /// What came out, and whether the data broke off or was damaged.
  struct Result {
    var bytes: [UInt8]
    var isDamaged: Bool
  }

  /// Decompresses `input` from `start` on, at most `limit` bytes; throws a refusal beyond it, or
  /// beyond the settings' ratio.
  static func whole(
    _ input: [UInt8], from start: Int = 0, with decompressor: any Decompressor,
    settings: ScrapeSettings
  ) throws -> Result {
    assert(start >= 0 && start <= input.count)
    let budget = OutputBudget(settings)
    var output: [UInt8] = []
    var position = start
    while position < input.count {
      let before = output.count
      let (consumed, status) = decompressor.step(
        input, from: position, into: &output, limit: 1 << 18)
      position += consumed
      assert(consumed >= 0 && position <= input.count && output.count >= before)
      try budget.spend(
        output.count - before, total: Int64(output.count), input: Int64(position))
      if output.count > settings.recordByteLimit {
        throw Refusals.limit(
          "a record of more than \(settings.recordByteLimit) bytes after decompression")
      }
      switch status {
      case .streamEnd: return Result(bytes: output, isDamaged: false)
      case .damaged: return Result(bytes: output, isDamaged: true)
      case .more:
        if consumed == 0, output.count == before { return Result(bytes: output, isDamaged: true) }
      }
    }
    // The input is used up; what is still inside the decompressor comes now.
    while true {
      let before = output.count
      let (_, status) = decompressor.step(input, from: position, into: &output, limit: 1 << 18)
      try budget.spend(
        output.count - before, total: Int64(output.count), input: Int64(position))
      if status == .streamEnd { return Result(bytes: output, isDamaged: false) }
      if output.count == before || status == .damaged {
        return Result(bytes: output, isDamaged: true)
      }
    }
  }
}
