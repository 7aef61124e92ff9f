internal import Archive
internal import DropFolder
package import Formats
internal import Ledger
internal import Model
package import Storage

extension StateDirectory {
  /// Where the job's bytes lie now.
  package func path(of claim: JobClaim) -> FilePath {
    switch claim.location {
    case .claimed: Spool(root: paths.spool).claimedPath(claim.job)
    case .external: FilePath(bytes: claim.file)
    }
  }

  /// Opens the job's bytes. Links are not followed, and nothing blocks.
  package func open(_ claim: JobClaim) throws -> FileSource {
    try FileSource(files.open(path(of: claim), .read))
  }

  /// The file's stamp as it is now.
  package func stamp(of claim: JobClaim) throws -> FileStamp {
    FileStamp(try files.status(of: path(of: claim)))
  }

  /// What a reader is given.
  package func input(
    for claim: JobClaim, source: any ByteSource, closing: Closing? = nil
  ) throws -> ScrapeInput {
    var sidecars: [Sidecar] = []
    for index in claim.sidecars.indices {
      let digest = closing.flatMap {
        index < $0.sidecarDigests.count ? Digest($0.sidecarDigests[index]) : nil
      }
      guard let bytes = try sidecarBytes(of: claim, index, digest: digest) else { continue }
      let name = FilePath(bytes: claim.sidecars[index].file).nameBytes
      sidecars.append(Sidecar(name: name, bytes: bytes))
    }
    return ScrapeInput(
      source: source, name: claim.file, sidecars: sidecars, sourceName: claim.source)
  }

  /// A sidecar's bytes from the archive, once its job is decided, else from where it lies; nil when it
  /// was taken away before the claim was carried out.
  private func sidecarBytes(
    of claim: JobClaim, _ index: Int, digest: Digest?
  ) throws -> [UInt8]? {
    if let digest, try originals.contains(digest) {
      return try originals.read(digest, limit: SidecarFiles.byteLimit)
    }
    let path = sidecarPath(of: claim, index)
    guard try files.exists(path) else { return nil }
    return try files.readFile(path, limit: SidecarFiles.byteLimit)
  }

  private func sidecarPath(of claim: JobClaim, _ index: Int) -> FilePath {
    switch claim.location {
    case .claimed: Spool(root: paths.spool).claimedPath(claim.job, sidecar: index)
    case .external: FilePath(bytes: claim.sidecars[index].file)
    }
  }

  /// The digests of a page's sidecars, in the order of the claim; empty for one that is not there.
  package func sidecarDigests(of claim: JobClaim) throws -> [String] {
    try claim.sidecars.indices.map { index in
      try sidecarBytes(of: claim, index, digest: nil).map { Digest(of: $0).description } ?? ""
    }
  }

  /// What a claimed file says as a sidecar; nil when it says nothing of use.
  package func sidecarFacts(of claim: JobClaim, settings: ScrapeSettings) -> SidecarFacts? {
    guard let bytes = try? files.readFile(path(of: claim), limit: SidecarFiles.byteLimit) else {
      return nil
    }
    let name = FilePath(bytes: claim.file).nameBytes
    return SidecarFacts(Sidecar(name: name, bytes: bytes), settings: settings)
  }

  /// The bytes of a file or sidecar whose outcome is decided, wherever they are now.
  ///
  /// `jobs`: Closed jobs that are not on record yet: those of a decision that is about to be made.
  ///
  /// Throws `OriginalLoss` when they are nowhere, or are others by now.
  package func originalBytes(
    _ text: String, _ limit: Int, among jobs: [OpenJob] = []
  ) throws -> [UInt8] {
    guard let digest = Digest(text) else { throw OriginalLoss(of: text) }
    for _ in 0..<2 {
      if let bytes = try? originals.read(digest, limit: limit) { return bytes }
      // Not archived yet; when its job is finished meanwhile, the archive has it at the next look.
      for path in openPaths(ofDigest: text, among: jobs) {
        if let bytes = try? files.readFile(path, limit: limit), Digest(of: bytes) == digest {
          return bytes
        }
      }
    }
    throw OriginalLoss(of: text)
  }

  /// Where open jobs keep a file or sidecar of that digest.
  private func openPaths(ofDigest text: String, among jobs: [OpenJob]) -> [FilePath] {
    (jobs + log.backlog.jobs.values).flatMap { job -> [FilePath] in
      guard let closing = job.closing else { return [] }
      let sidecars = closing.sidecarDigests.indices.filter {
        closing.sidecarDigests[$0] == text && $0 < job.claim.sidecars.count
      }
      return (closing.digest == text ? [path(of: job.claim)] : [])
        + sidecars.map { sidecarPath(of: job.claim, $0) }
    }
  }

  /// Archives what has an outcome, sets aside what is quarantined.
  package func keepOriginals(
    of jobs: [OpenJob], meter: StageMeter, clock: any PipelineClock
  ) async throws {
    for job in jobs {
      try await whenThereIsSpace(meter, clock) { try keepOriginal(of: job) }
      meter.tick(.archive)
    }
    try await whenThereIsSpace(meter, clock) { try originals.sync() }
  }

  /// Repeats what the archive has no space for until it has; any other failure ends the pipeline, and so
  /// does a sync that had no space: the next start writes anew what it may have lost.
  private func whenThereIsSpace(
    _ meter: StageMeter, _ clock: any PipelineClock, _ body: () throws -> Void
  ) async throws {
    var isWaiting = false
    defer { if isWaiting { meter.wait(.archive, for: nil) } }
    while true {
      do {
        return try body()
      } catch let error as StorageError where error.isOutOfSpace && !originals.hasStopped {
        isWaiting = true
        meter.wait(.archive, for: "room on the disk")
        try await clock.sleep(seconds: 1)
      } catch let error as StorageError {
        throw PipelineFailure(.disk, "\(error)")
      }
    }
  }

  private func keepOriginal(of job: OpenJob) throws {
    guard let closing = job.closing else { return }
    if closing.outcome == .quarantined {
      if job.claim.location == .claimed { try setAside(job, closing) }
      return
    }
    // Gone: an earlier run had archived it and died before it could say so.
    guard !closing.digest.isEmpty, try files.exists(path(of: job.claim)) else { return }
    _ = try originals.store(
      try files.open(path(of: job.claim), .read), known: Digest(closing.digest),
      durability: .atNextSync)
    for index in closing.sidecarDigests.indices where index < job.claim.sidecars.count {
      let path = sidecarPath(of: job.claim, index)
      guard try files.exists(path) else { continue }
      _ = try originals.store(
        try files.open(path, .read), known: Digest(closing.sidecarDigests[index]),
        durability: .atNextSync)
    }
  }

  private func setAside(_ job: OpenJob, _ closing: Closing) throws {
    guard let drop, let refusal = closing.ending.refusal, try files.exists(path(of: job.claim))
    else { return }
    try drop.moves.quarantine(
      job.claim.dropClaim,
      refusal)
  }

  /// Removes the claimed files of finished jobs. What stays after a crash is removed at the next
  /// start, since FINISHED is durable.
  package func removeClaimed(_ jobs: [OpenJob]) {
    for job in jobs where job.claim.location == .claimed {
      try? drop?.moves.removeClaimed(job.claim.dropClaim)
    }
  }

  /// Whether this state has finished a file of that name before, unchanged since.
  package func hasFinished(_ file: [UInt8], stamp: FileStamp) throws -> Bool {
    try ledger.jobs(forFile: file).contains {
      $0.size == stamp.size && $0.modificationTime == stamp.modified / 1_000_000_000
        && $0.outcome != .quarantined
    }
  }
}

extension FileStamp {
  /// The stamp of a file as the system tells it.
  package init(_ status: FileStatus) {
    self.init(
      inode: status.identity.inode, size: Int64(status.size), modified: status.modified)
  }
}

/// Finds the sidecars that lie beside a page.
package struct SidecarFiles {
  /// Larger ones are no sidecars.
  package static let byteLimit = 4 << 20
  private let files: any FileSystem

  package init(_ files: any FileSystem) { self.files = files }

  /// The sidecars beside a page, with their bytes.
  package func sidecars(of page: FilePath) throws -> [Sidecar] {
    try claims(of: page).map { claim in
      let path = FilePath(bytes: claim.file)
      return Sidecar(
        name: path.nameBytes, bytes: try files.readFile(path, limit: Self.byteLimit))
    }
  }

  /// The sidecars as a claim names them: their whole paths, and their stamps.
  package func claims(of page: FilePath) -> [SidecarClaim] {
    SidecarNaming.sidecarNames(ofPage: page.nameBytes).compactMap { name in
      let path = page.parent.appending(name: name)
      guard let status = try? files.status(of: path), status.kind == .regular,
        status.size <= UInt64(Self.byteLimit)
      else { return nil }
      return SidecarClaim(file: path.bytes, stamp: FileStamp(status))
    }
  }
}

/// Bytes that are on record and can no longer be had.
package struct OriginalLoss: Error {
  package var digest: String

  package init(of text: String) { digest = text }
}
