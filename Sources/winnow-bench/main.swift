import Glibc

/// One measurement or outside suite a file; each prints its own figures and says what they mean.
let benchmarks: [(name: String, run: ([String]) throws -> Void)] = [
  ("copies", CopiesBench.run),
  ("dedupe", DedupeBench.run),
  ("dedupe-cold", DedupeBench.runCold),
  ("encodings", EncodingsBench.run),
  ("dump-survey", ExtractBench.surveyDumps),
  ("extract", ExtractBench.run),
  ("extract-survey", ExtractBench.survey),
  ("formats", FormatsSuite.run),
  ("formats-speed", FormatsBench.run),
  ("html", HTMLBench.run),
  ("html5lib", HTML5LibSuite.run),
  ("intake", IntakeBench.run),
  ("lineage", LineageBench.run),
  ("journal", JournalBench.run),
  ("crash", JournalBench.crash),
  ("story-terms", CopiesBench.terms),
  ("repair", RepairBench.run),
  ("search", SearchBench.run),
  ("source-health", SourceHealthBench.run),
]

let words = CommandLine.arguments.dropFirst()
guard let name = words.first, let chosen = benchmarks.first(where: { $0.name == name }) else {
  print("usage: winnow-bench \(benchmarks.map(\.name).joined(separator: "|")) …")
  exit(2)
}
try chosen.run(Array(words.dropFirst()))
