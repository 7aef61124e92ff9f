import Storage
import StorageSimulation
import Testing

@Suite("what a simulated crash leaves")
struct SimulatedDiskTests {
  private func image(
    _ system: SimulatedFileSystem, _ style: CrashStyle, seed: UInt64 = 1
  ) -> SimulatedFileSystem {
    var random = SeededGenerator(seed: seed)
    return SimulatedFileSystem(system.disk.afterCrash(style, using: &random))
  }

  /// A file with durable bytes and name, then changed without a sync.
  private func changed() throws -> SimulatedFileSystem {
    let system = SimulatedFileSystem()
    let file = try system.open("/a", .create)
    try file.write([UInt8](repeating: 1, count: 2_000), at: 0)
    try file.sync(.everything)
    try system.syncFolder("/")
    try file.write([UInt8](repeating: 2, count: 2_000), at: 0)
    return system
  }

  @Test("what was synced is there in every style", arguments: CrashStyle.allCases)
  func keepsSynced(_ style: CrashStyle) throws {
    let system = SimulatedFileSystem()
    let file = try system.open("/a", .create)
    try file.write([1, 2, 3], at: 0)
    try file.sync(.data)
    try system.syncFolder("/")
    for seed in 0..<20 as Range<UInt64> {
      #expect(try image(system, style, seed: seed).readFile("/a", limit: 9) == [1, 2, 3])
    }
  }

  @Test("bytes that were not synced are all kept, all dropped, or mixed by sectors")
  func mixesSectors() throws {
    let system = try changed()
    #expect(try Set(image(system, .keepAll).readFile("/a", limit: 9_999)) == [2])
    #expect(try Set(image(system, .killed).readFile("/a", limit: 9_999)) == [2])
    #expect(try Set(image(system, .dropAll).readFile("/a", limit: 9_999)) == [1])
    var isMixed = false
    for seed in 0..<50 as Range<UInt64> {
      let bytes = try image(system, .scattered, seed: seed).readFile("/a", limit: 9_999)
      isMixed = isMixed || Set(bytes) == [1, 2]
      for start in stride(from: 0, to: bytes.count, by: 512) {
        let sector = Set(bytes[start..<min(start + 512, bytes.count)])
        #expect(sector.count == 1, "a sector is written whole or not at all")
      }
    }
    #expect(isMixed)
  }

  @Test("a name without its folder's sync may be lost, with or without its bytes' sync")
  func losesNames() throws {
    let system = SimulatedFileSystem()
    let file = try system.open("/a", .create)
    try file.write([1], at: 0)
    try file.sync(.everything)
    #expect(try !image(system, .dropAll).exists("/a"))
    #expect(try image(system, .keepAll).exists("/a"))
  }

  @Test("a rename between folders may leave both names or none until both are synced")
  func renamesByHalves() throws {
    let system = SimulatedFileSystem()
    for folder in ["/from", "/to"] as [FilePath] {
      try system.makeFolder(folder, permissions: 0o700)
    }
    _ = try system.open("/from/a", .create)
    for folder in ["/", "/from", "/to"] as [FilePath] { try system.syncFolder(folder) }
    try system.rename("/from/a", to: "/to/a", .failIfPresent)
    #expect(try image(system, .dropAll).exists("/from/a"))
    try system.syncFolder("/to")
    let half = image(system, .dropAll)
    #expect(try half.exists("/from/a") && half.exists("/to/a"))
    try system.syncFolder("/from")
    let whole = image(system, .dropAll)
    #expect(try !whole.exists("/from/a") && whole.exists("/to/a"))
  }

  @Test("a failed sync gives up its bytes, and the next sync does not bring them back")
  func givesUp() throws {
    let system = try changed()
    system.inject([Fault(.error(.ioError), atCall: 1, of: [.sync])])
    let file = try system.open("/a", .readWrite)
    #expect(throws: StorageError.self) { try file.sync(.data) }
    try file.sync(.data)
    #expect(try Set(system.readFile("/a", limit: 9_999)) == [2])
    #expect(try Set(image(system, .dropAll).readFile("/a", limit: 9_999)) == [1])
    try file.write([UInt8](repeating: 2, count: 2_000), at: 0)
    try file.sync(.data)
    #expect(try Set(image(system, .dropAll).readFile("/a", limit: 9_999)) == [2])
  }

  @Test("a fault hits the call it was set for, once or for good")
  func injects() throws {
    let system = SimulatedFileSystem()
    system.inject([Fault(.error(.noSpace), atCall: 2, of: [.create])])
    _ = try system.open("/a", .create)
    let error = #expect(throws: StorageError.self) { try system.open("/b", .create) }
    #expect(error?.errno == .noSpace)
    _ = try system.open("/c", .create)
    system.inject([Fault(.error(.ioError), atCall: 1, of: [.remove], isSticky: true)])
    for _ in 0..<3 { #expect(throws: StorageError.self) { try system.remove("/a") } }
    system.inject([])
    try system.remove("/a")
  }

  @Test("short transfers move part of the bytes and lose none")
  func movesShort() throws {
    let system = SimulatedFileSystem()
    let file = try system.open("/a", .create)
    system.inject([Fault(.short, atCall: 1, of: [.write, .read], isSticky: true)])
    try file.write(Array(0..<100), at: 0)
    #expect(try file.read(at: 0, count: 200) == Array(0..<100))
  }

  @Test("a forgetful file system claims a sync that it does not make")
  func forgets() throws {
    let system = SimulatedFileSystem()
    let forgetful = ForgetfulFileSystem(system) { operation, _ in operation == .sync }
    let file = try forgetful.open("/a", .create)
    try file.write([1], at: 0)
    try file.sync(.everything)
    try forgetful.syncFolder("/")
    #expect(try image(system, .dropAll).readFile("/a", limit: 9).isEmpty)
  }

  @Test("the same seed makes the same image, another seed another one")
  func isRepeatable() throws {
    let system = try changed()
    let images = try (0..<40 as Range<UInt64>).map {
      try image(system, .scattered, seed: $0).readFile("/a", limit: 9_999)
    }
    #expect(try image(system, .scattered, seed: 3).readFile("/a", limit: 9_999) == images[3])
    #expect(Set(images).count > 1)
  }
}
