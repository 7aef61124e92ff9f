import StorageSimulation
import Model
import DropFolder

@testable import Storage

/// A spool on a simulated disk, with the disk's own clock.
struct Fixture {
  let files: SimulatedFileSystem
  let spool = Spool(root: "/spool")
  let folder: DropFolder

  static let sidecars = SidecarRule(
    sidecarNames: { page in
      guard page.suffix(5).elementsEqual(".html".utf8) else { return [] }
      return [page + Array(".json".utf8), page.dropLast(5) + Array(".meta".utf8)]
    },
    pageNames: { name in
      if name.suffix(10).elementsEqual(".html.json".utf8) { return [Array(name.dropLast(5))] }
      guard name.suffix(5).elementsEqual(".meta".utf8) else { return [] }
      return [name.dropLast(5) + Array(".html".utf8)]
    })

  init(
    _ files: SimulatedFileSystem = SimulatedFileSystem(),
    options: DropFolderOptions = DropFolderOptions(), syncWorkerCount: Int = 1
  ) throws {
    self.files = files
    var options = options
    options.syncWorkerCount = syncWorkerCount
    try spool.prepare(files)
    folder = DropFolder(
      spool: spool, fileSystem: files, options: options, sidecars: Self.sidecars,
      jobIDs: JobIDGenerator(random: SeededGenerator(seed: 7)), clock: { files.disk.clock })
  }

  func drop(_ path: String, _ content: String = "content") throws {
    try drop(Array(path.utf8), content)
  }

  func drop(_ path: [UInt8], _ content: String = "content") throws {
    let place = spool.inboxPath(path)
    try files.makeFolders(place.parent)
    let file = try files.open(place, .create)
    try file.write(Array(content.utf8), at: 0)
    try file.sync(.everything)
    try files.syncFolder(place.parent)
  }

  /// Lets enough time go by for every file to settle and for the next scan to be due.
  func rest() { files.advanceClock(by: 31_000_000_000) }

  func batch(_ limit: Int = 100) throws -> [Claim] { try folder.nextBatch(limit: limit).claims }

  func open(_ jobID: String) throws -> any FileHandle {
    try files.open(spool.claimedPath(jobID), .read)
  }

  func claimedJobs() throws -> [String] {
    try files.entries(of: spool.claimed).map { String(decoding: $0.name, as: UTF8.self) }
      .filter { JobID($0) != nil }
  }

  /// Hands a file back as a command of the operator does, and has it looked for.
  func handBack(_ jobID: String, to path: [UInt8]) throws -> [UInt8] {
    defer { folder.requestScan() }
    return try folder.moves.handBack(jobID, to: path)
  }

  /// Finds and claims until there is nothing more.
  func claimAll(_ limit: Int = 100) throws -> [ClaimResult] {
    var results: [ClaimResult] = []
    while true {
      let claims = try batch(limit)
      if claims.isEmpty { return results }
      results += try folder.claim(claims)
    }
  }
}

func name(_ claim: Claim) -> String { String(decoding: claim.file.path, as: UTF8.self) }
