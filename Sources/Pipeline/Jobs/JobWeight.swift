internal import Formats
internal import Model
internal import State
internal import Storage

/// What a job will hold in memory at most, so that all together stay below `limits.memory`.
///
/// Measured, as multiples of a record's size: its bytes, the same in UTF-8, the page's tree and its
/// blocks, and the article. Of a compressed file, or an archive of compressed bodies, nobody knows before
/// how much comes out: the limits on ratio and on a record's size say how much it may be at most.
struct JobWeight: Sendable {
  /// Bytes that a byte of a page or text takes while it is made an article: 2 to 8 mostly, and up to 20
  /// where it has to be decoded and is one paragraph (60 MiB of each kind, `winnow preview`).
  static let factor: Int64 = 16
  /// The same for what is inside of archives, of which the largest record is assumed already.
  static let archiveFactor: Int64 = 7
  /// Bytes that any job takes.
  static let base: Int64 = 256 << 10
  /// Smaller files are not looked into: what comes of them does not count.
  private static let leastByteCount: Int64 = 4 << 10

  private let settings: PipelineSettings
  private let state: StateDirectory

  init(settings: PipelineSettings, state: StateDirectory) {
    self.settings = settings
    self.state = state
  }

  /// The job's weight in bytes, at most all there is: a job that needs more runs alone.
  func bytes(of job: OpenJob) -> Int64 {
    let size = max(0, job.claim.stamp.size)
    // Decided already: nothing of it is read again.
    guard job.closing == nil, size > Self.leastByteCount else { return clamped(Self.base) }
    let record = Int64(settings.scrapes.recordByteLimit)
    let isExpanding = isExpanding(job.claim)
    let expanded = size.multipliedReportingOverflow(
      by: isExpanding ? settings.scrapes.ratioLimit : 1)
    let held = expanded.overflow ? record : min(record, expanded.partialValue)
    return clamped(Self.base + held * (isExpanding ? Self.archiveFactor : Self.factor))
  }

  private func clamped(_ bytes: Int64) -> Int64 { min(max(1, settings.memoryLimit), bytes) }

  /// True for compressed files, and for archives whose records may be.
  private func isExpanding(_ claim: JobClaim) -> Bool {
    guard claim.refusal == nil,
      let head = try? state.files.open(state.path(of: claim), .read).read(at: 0, count: 9)
    else { return false }
    return Self.signs.contains { head.starts(with: $0) }
  }

  private static let signs: [[UInt8]] = [
    [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0x04, 0x22, 0x4D, 0x18], [0x50, 0x4B],
    Array("WARC/".utf8), Array("HTTP/".utf8), Array("filedesc:".utf8), Array("BZh".utf8),
    [0xFD, 0x37, 0x7A, 0x58, 0x5A],
  ]
}
