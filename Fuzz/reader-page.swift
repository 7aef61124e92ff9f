// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of pages in all saved forms; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.html", beginnings: ["", "<!DOCTYPE html><html>", "<!-- saved from url=(0014)", "<!--\n Page saved with SingleFile \n url: "], sample: Array(Sample.page.utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
