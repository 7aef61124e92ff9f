// Rooms: Bytes Model LearnedModels EmbeddedData Unicode TextEncodings JSONTree HTMLTree YAML ExtractionRules Extraction Formats
// With: ReaderHarness
// Fuzzes the reader whose seed `scripts/fuzz reader-NAME` chooses; what it promises stands in
// Fuzz/Support/ReaderHarness.swift, the seeds beside the formats.
import Formats
import Glibc

/// The harness of the seed that the environment names; the first one by default.
func chosenHarness() -> ReaderHarness {
  let name = unsafe getenv("WINNOW_FUZZ_SEED").map { unsafe String(cString: $0) }
  guard let seed = FormatSeed.all.first(where: { name == nil || $0.name == name }) else {
    preconditionFailure("no format has a seed of that name")
  }
  return ReaderHarness(seed: seed)
}

let harness = chosenHarness()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
