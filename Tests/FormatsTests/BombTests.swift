import Formats
import Model
import Testing

@Suite("Bombs")
struct BombTests {
  private func reasons(of bytes: [UInt8]) -> [RefusalReason] {
    guard let read = try? readAll(bytes) else {
      return [refusal(of: bytes)?.reason].compactMap { $0 }
    }
    return read.records.compactMap { $0.refusal?.reason }
  }

  /// A zip archive of one entry that is compressed by zstd, and says what comes out of it.
  private func archive(_ name: String, _ frame: [UInt8], byteCount: Int) -> [UInt8] {
    let head =
      Pack.little(0, 2) + Pack.little(93, 2) + Pack.little(0, 4) + Pack.little(0, 4)
      + Pack.little(frame.count, 4) + Pack.little(byteCount, 4)
      + Pack.little(name.utf8.count, 2) + Pack.little(0, 2)
    let local = [0x50, 0x4B, 3, 4] + Pack.little(20, 2) + head + Array(name.utf8) + frame
    let table =
      [0x50, 0x4B, 1, 2] + Pack.little(20, 2) + Pack.little(20, 2) + head + Pack.little(0, 8)
      + Pack.little(0, 6) + Array(name.utf8)
    return local + table + [0x50, 0x4B, 5, 6] + Pack.little(0, 4) + Pack.little(1, 2)
      + Pack.little(1, 2) + Pack.little(table.count, 4) + Pack.little(local.count, 4)
      + Pack.little(0, 2)
  }

  @Test(
    "an archive that grows beyond the ratio is refused as limit, whatever fills it",
    arguments: ["page.html", "page.txt", "photo.png", "program"])
  func zip(_ name: String) {
    for filling: UInt8 in [0, 0x20, 0x61] {
      let frame = Pack.zstdBomb(filling, blockCount: 40)
      let bomb = archive(name, frame, byteCount: 40 << 17)
      #expect(reasons(of: bomb) == [.limit], "\(filling)")
      #expect(reasons(of: Pack.zip([("inner.zip", bomb)])) == [.limit], "\(filling), nested")
      // What is passed over by its name is never expanded.
      if name == "photo.png" { continue }
      #expect(reasons(of: archive(name, frame, byteCount: 9)) == [.limit], "\(filling), lying")
    }
  }

  @Test("a layer of zeros or blanks is a bomb before it is anything else")
  func layer() {
    for filling: UInt8 in [0, 0x20] {
      #expect(reasons(of: Pack.zstdBomb(filling, blockCount: 40)) == [.limit], "\(filling)")
    }
  }

  @Test("a small archive of blanks is empty, and no bomb")
  func blanks() {
    let small = Pack.zip([("a.txt", [UInt8](repeating: 0x20, count: 1_000))])
    #expect(reasons(of: small) == [.empty])
  }
}
