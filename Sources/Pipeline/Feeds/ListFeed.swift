internal import DropFolder
internal import Formats
internal import Model
package import State
package import Storage
internal import Synchronization

/// Feeds files from a list, in the order given, without moving or changing them.
package actor ListFeed: JobFeed {
  private let executor = QueueExecutor(label: "winnow.list")
  private let state: StateDirectory
  private let clock: any PipelineClock
  private var ids = JobIDGenerator()
  private let files: [FilePath]
  private var next = 0
  private var open: [OpenJob]
  private nonisolated let isClosed = Atomic<Bool>(false)
  private nonisolated let skipped = Atomic<Int>(0)

  /// The thread that it works on: it reads the ledger and looks at files.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// `files`: Regular files; folders have been opened before.
  /// `open`: Jobs of an earlier run to go on with first.
  package init(
    files: [FilePath], open: [OpenJob], state: StateDirectory, clock: any PipelineClock
  ) {
    self.files = Self.pagesFirst(files)
    self.open = open
    self.state = state
    self.clock = clock
  }

  /// The files in their order, but those that describe another behind it: a page takes them along, and
  /// one that could be an article itself is only told apart once its page has been read.
  private static func pagesFirst(_ files: [FilePath]) -> [FilePath] {
    let isDescription = files.map { !SidecarNaming.pageNames(ofSidecar: $0.nameBytes).isEmpty }
    guard isDescription.contains(true), isDescription.contains(false) else { return files }
    var pages: Set<[UInt8]> = []
    for (file, isDescription) in zip(files, isDescription)
    where !isDescription && !SidecarNaming.sidecarNames(ofPage: file.nameBytes).isEmpty {
      pages.insert(file.bytes)
    }
    var descriptions: [[UInt8]: [FilePath]] = [:]
    var isMoved = files.map { _ in false }
    for index in files.indices where isDescription[index] {
      let folder = files[index].bytes.dropLast(files[index].nameBytes.count)
      let page = SidecarNaming.pageNames(ofSidecar: files[index].nameBytes)
        .lazy.map { Array(folder) + $0 }.first { pages.contains($0) }
      guard let page else { continue }
      descriptions[page, default: []].append(files[index])
      isMoved[index] = true
    }
    return files.indices.flatMap { index in
      isMoved[index] ? [] : [files[index]] + (descriptions[files[index].bytes] ?? [])
    }
  }

  /// Files that this state had finished before, unchanged since.
  package nonisolated var skippedCount: Int { skipped.load(ordering: .relaxed) }

  /// No more files are taken.
  package nonisolated func close() { isClosed.store(true, ordering: .relaxed) }

  /// As `JobFeed` says.
  package func next(limit: Int) async throws -> [OpenJob]? {
    if !open.isEmpty {
      defer { open = [] }
      return open
    }
    while !isClosed.load(ordering: .relaxed) {
      let batch = files[next..<min(next + limit, files.count)]
      next += batch.count
      if batch.isEmpty { return nil }
      let claims = try batch.compactMap(claim)
      if claims.isEmpty { continue }
      _ = try await state.log.append(.claiming(claims), clock: clock)
      return claims.map(OpenJob.init(claim:))
    }
    return nil
  }

  private func claim(_ file: FilePath) throws -> JobClaim? {
    let inspected = state.inspect(file)
    if inspected.refusal == nil, try state.hasFinished(file.bytes, stamp: inspected.stamp) {
      skipped.add(1, ordering: .relaxed)
      return nil
    }
    return JobClaim(
      job: ids.next(at: Timestamp(milliseconds: clock.wall())).description, location: .external,
      file: file.bytes,
      source: nil,
      stamp: inspected.stamp, arrival: clock.wall(),
      sidecars: SidecarFiles(state.files).claims(of: file), refusal: inspected.refusal)
  }
}
