/// What decompression of one file has put out so far, against its limits.
final class OutputBudget {
  private let settings: ScrapeSettings
  /// Size of the file, against which all streams together are held; nil when not known.
  private let fileByteCount: Int64?
  private var byteCount: Int64 = 0
  /// True once all streams together have passed a limit: nothing more of the file can be read.
  private(set) var isSpent = false

  init(_ settings: ScrapeSettings, fileByteCount: Int64? = nil) {
    self.settings = settings
    self.fileByteCount = fileByteCount
  }

  /// Counts output of a stream that has put out `total` bytes for `input` bytes; throws when all
  /// output, or a ratio of output to input, passes a limit.
  func spend(_ count: Int, total: Int64, input: Int64) throws {
    assert(count >= 0 && total >= Int64(count))
    byteCount += Int64(count)
    if byteCount > settings.outputByteLimit {
      isSpent = true
      throw Refusals.limit("more than \(settings.outputByteLimit) bytes after decompression")
    }
    isSpent = fileByteCount.map { isBomb(byteCount, from: $0) } == true
    if isSpent || isBomb(total, from: input) {
      throw Refusals.limit(
        "more than \(settings.ratioLimit) bytes out of each compressed byte: a bomb")
    }
    if let refusal = settings.shouldStop() { throw refusal }
  }

  private func isBomb(_ output: Int64, from input: Int64) -> Bool {
    output > settings.ratioFreeByteCount && output / max(1, input) > settings.ratioLimit
  }
}
