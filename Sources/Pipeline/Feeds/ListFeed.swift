internal import DropFolder
internal import Model
package import State
package import Storage
internal import Synchronization

/// Feeds files from a list, in the order given, without moving or changing them.
package final class ListFeed: JobFeed {
  private let place: Workplace
  private let clock: any PipelineClock
  private let ids = Mutex(JobIDGenerator())
  private let files: [FilePath]
  private let next = Mutex(0)
  private let open: Mutex<[OpenJob]>
  private let isClosed = Atomic<Bool>(false)
  private let skipped = Atomic<Int>(0)
  /// `files`: Regular files; folders have been opened before.
  /// `open`: Jobs of an earlier run to go on with first.
  package init(
    files: [FilePath], open: [OpenJob], place: Workplace, clock: any PipelineClock
  ) {
    self.files = files
    self.open = Mutex(open)
    self.place = place
    self.clock = clock
  }

  /// Files that this state had finished before, unchanged since.
  package var skippedCount: Int { skipped.load(ordering: .relaxed) }

  /// No more files are taken.
  package func close() { isClosed.store(true, ordering: .relaxed) }

  /// As `JobFeed` says.
  package func next(limit: Int) async throws -> [OpenJob]? {
    let left = open.withLock { open in
      defer { open = [] }
      return open
    }
    if !left.isEmpty { return left }
    while !isClosed.load(ordering: .relaxed) {
      let batch = next.withLock { next in
        let batch = files[next..<min(next + limit, files.count)]
        next += batch.count
        return batch
      }
      if batch.isEmpty { return nil }
      let claims = try batch.compactMap(claim)
      if claims.isEmpty { continue }
      _ = try await place.append(.claiming(claims), clock: clock)
      return claims.map(OpenJob.init(claim:))
    }
    return nil
  }

  private func claim(_ file: FilePath) throws -> JobClaim? {
    let inspected = place.inspect(file)
    if inspected.refusal == nil, try place.hasFinished(file.bytes, stamp: inspected.stamp) {
      skipped.add(1, ordering: .relaxed)
      return nil
    }
    return JobClaim(
      job: ids.withLock { $0.next(at: Timestamp(milliseconds: clock.wall())).description },
      place: .external, file: file.bytes,
      source: nil,
      stamp: inspected.stamp, arrival: clock.wall(),
      sidecars: SidecarFiles(place.files).claims(of: file), refusal: inspected.refusal)
  }
}
