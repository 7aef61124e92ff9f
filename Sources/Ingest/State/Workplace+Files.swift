internal import Articles
internal import ArticleLedger
internal import DropFolder
internal import OriginalStore
internal import Scrapes
internal import Storage

extension Workplace {
  /// Where the job's bytes lie now.
  func path(of claim: JobClaim) -> FilePath {
    switch claim.place {
    case .claimed: Spool(root: paths.spool).claimedPath(claim.job)
    case .external: FilePath(bytes: claim.file)
    }
  }

  /// Opens the job's bytes. Links are not followed, and nothing blocks.
  func open(_ claim: JobClaim) throws -> FileSource {
    try FileSource(files.open(path(of: claim), .read))
  }

  /// The file's stamp as it is now.
  func stamp(of claim: JobClaim) throws -> FileStamp {
    FileStamp(try files.status(of: path(of: claim)))
  }

  /// What a reader is given.
  func input(
    for claim: JobClaim, source: any ByteSource, closing: Closing? = nil
  ) throws -> ScrapeInput {
    var sidecars: [Sidecar] = []
    switch claim.place {
    case .claimed:
      let spool = Spool(root: paths.spool)
      for (index, sidecar) in claim.sidecars.enumerated() {
        sidecars.append(
          Sidecar(
            name: FilePath(bytes: sidecar.file).nameBytes,
            bytes: try sidecarBytes(
              at: spool.claimedPath(claim.job, sidecar: index),
              digest: closing.map {
                index < $0.sidecarDigests.count ? $0.sidecarDigests[index] : ""
              })
          ))
      }
    case .external:
      sidecars = try SidecarFiles(files).sidecars(of: FilePath(bytes: claim.file))
    }
    return ScrapeInput(
      source: source, name: claim.file, sidecars: sidecars, sourceName: claim.source)
  }

  /// A sidecar's bytes, from `claimed/` or, once its job is finished, from the archive.
  private func sidecarBytes(at path: FilePath, digest: String?) throws -> [UInt8] {
    if let digest = digest.flatMap({ Digest($0) }), try !files.exists(path) {
      return try originals.read(digest, limit: SidecarFiles.byteLimit)
    }
    return try files.readFile(path, limit: SidecarFiles.byteLimit)
  }

  /// The digests of a claimed page's sidecars.
  func sidecarDigests(of claim: JobClaim) throws -> [String] {
    guard claim.place == .claimed else { return [] }
    let spool = Spool(root: paths.spool)
    return try claim.sidecars.indices.map { index in
      let path = spool.claimedPath(claim.job, sidecar: index)
      return Digest(of: try files.readFile(path, limit: SidecarFiles.byteLimit)).description
    }
  }

  /// Archives what has an outcome, sets aside what is quarantined.
  func keepOriginals(
    of jobs: [OpenJob], meter: StageMeter, clock: any PipelineClock
  ) async throws {
    for job in jobs {
      while true {
        do {
          try keepOriginal(of: job, meter: meter)
          break
        } catch let error as StorageError where error.isOutOfSpace {
          meter.wait(.archive, for: "room on the disk")
          try await clock.sleep(seconds: 1)
          meter.wait(.archive, for: nil)
        } catch let error as StorageError {
          throw PipelineFailure(.disk, "\(error)")
        }
      }
      meter.tick(.archive)
    }
    do { try originals.sync() } catch { throw PipelineFailure(.disk, "\(error)") }
  }

  private func keepOriginal(of job: OpenJob, meter: StageMeter) throws {
    guard let closing = job.closing else { return }
    if closing.outcome == .quarantined {
      if job.claim.place == .claimed { try setAside(job, closing) }
      return
    }
    // Gone: an earlier run had archived it and died before it could say so.
    guard !closing.digest.isEmpty, try files.exists(path(of: job.claim)) else { return }
    _ = try originals.store(
      try files.open(path(of: job.claim), .read), known: Digest(closing.digest),
      durability: .atNextSync)
    let spool = Spool(root: paths.spool)
    for index in closing.sidecarDigests.indices {
      let path = spool.claimedPath(job.claim.job, sidecar: index)
      guard try files.exists(path) else { continue }
      _ = try originals.store(
        try files.open(path, .read), known: Digest(closing.sidecarDigests[index]),
        durability: .atNextSync)
    }
  }

  private func setAside(_ job: OpenJob, _ closing: Closing) throws {
    guard let drop, try files.exists(path(of: job.claim)) else { return }
    try drop.quarantine(
      job.claim.dropClaim,
      Objection(reason: closing.reason, detail: closing.detail, remedy: closing.remedy))
  }

  /// Removes the claimed files of finished jobs. What stays after a crash is removed at the next
  /// start, since FINISHED is durable.
  func letGo(of jobs: [OpenJob]) {
    for job in jobs where job.claim.place == .claimed { try? drop?.release(job.claim.dropClaim) }
  }

  /// Whether this state has finished a file of that name before, unchanged since.
  func hasFinished(_ file: [UInt8], stamp: FileStamp) throws -> Bool {
    try ledger.jobs(forFile: file).contains {
      $0.size == stamp.size && $0.modificationTime == stamp.modified / 1_000_000_000
        && $0.outcome != .quarantined
    }
  }
}

extension FileStamp {
  /// The stamp of a file as the system tells it.
  init(_ status: FileStatus) {
    self.init(
      inode: status.identity.inode, size: Int64(status.size), modified: status.modified)
  }
}

/// Finds the sidecars that lie beside a page.
struct SidecarFiles {
  /// Larger ones are no sidecars.
  static let byteLimit = 4 << 20
  private let files: any FileSystem

  init(_ files: any FileSystem) { self.files = files }

  func sidecars(of page: FilePath) throws -> [Sidecar] {
    var found: [Sidecar] = []
    for name in SidecarNaming.sidecarNames(ofPage: page.nameBytes) {
      let path = page.parent.appending(name: name)
      guard let status = try? files.status(of: path), status.kind == .regular,
        status.size <= UInt64(Self.byteLimit)
      else { continue }
      found.append(Sidecar(name: name, bytes: try files.readFile(path, limit: Self.byteLimit)))
    }
    return found
  }
}
