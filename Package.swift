// swift-tools-version: 6.2
import Glibc
import PackageDescription

/// One set of rules for every target: Swift 6, nothing unsafe unless it says so, no warnings.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A stage of the house: a library target that knows only the rows below it.
func stage(_ name: String, knows others: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: others, swiftSettings: rules)
}

/// The tests of one stage, through its doors only.
func tests(
  _ name: String, knows others: [Target.Dependency], excluding data: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: others, exclude: data, swiftSettings: rules)
}

/// A release that carries what it needs of the system's libraries: looking for them and moving to a
/// place of its own took a program that shows one invoice a third of its time.
///
/// It needs Swift's own static libraries too, which a package cannot ask for: `INVOQ_WHOLE=1` does.
/// Where the system has no archives of libedit and what it needs, they are looked for as ever.
let whole: [LinkerSetting] = {
  let archives = ["edit", "tinfo", "bsd", "md"]
  let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
  let isThere = folders.contains { folder in
    (archives + ["c"]).allSatisfy { access("\(folder)/lib\($0).a", R_OK) == 0 }
  }
  guard isThere, getenv("INVOQ_WHOLE") != nil else { return [] }
  let flags = ["-static-executable", "-use-ld=lld"] + archives.map { "-l\($0)" }
  return [.unsafeFlags(flags, .when(platforms: [.linux], configuration: .release))]
}()

let package = Package(
  name: "invoq",
  products: [.executable(name: "invoq", targets: ["invoq"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // From conversation to words: each row imports only rows below it.
    .executableTarget(
      name: "invoq",
      dependencies: [
        "Shell", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: rules, linkerSettings: whole),
    stage(
      "Shell",
      knows: [
        "Rendering", "Importing", "Posting", "Execution", "Auditing", "Accounting", "Planning",
        "Sampling",
        "Storage", "Syntax", "Columns", "Model", "Diagnostics", "CTerminal",
      ]),
    stage("Rendering", knows: ["Columns", "Model"]),
    stage("Importing", knows: ["Columns", "Model", "Diagnostics", "CBytes"]),
    stage(
      "Execution",
      knows: ["Planning", "Accounting", "Storage", "Columns", "Model", "Diagnostics"]),
    stage(
      "Posting",
      knows: [
        "Planning", "Accounting", "Syntax", "Storage", "Columns", "Model", "Diagnostics",
      ]),
    stage("Auditing", knows: ["Accounting", "Storage", "Columns", "Model"]),
    stage("Accounting", knows: ["Storage", "Columns", "Model"]),
    stage("Planning", knows: ["Syntax", "Model", "Diagnostics"]),
    stage("Sampling", knows: ["Model"]),
    stage("Storage", knows: ["Columns", "Model", "CChecksum"]),
    stage("Syntax", knows: ["Diagnostics"]),
    stage("Columns", knows: ["Model", "CBytes"]),
    stage("Model"),
    stage("Diagnostics"),
    .target(name: "CChecksum"),
    .target(name: "CBytes"),
    .target(name: "CTerminal", dependencies: ["CEditline"]),
    .systemLibrary(name: "CEditline", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    tests("ModelTests", knows: ["Model"]),
    tests("RenderingTests", knows: ["Rendering", "Columns", "Model"]),
    tests("SyntaxTests", knows: ["Syntax", "Diagnostics"]),
    tests("DiagnosticsTests", knows: ["Diagnostics"]),

    // For the tests: terminals to type at, and the editor alone to type into.
    .target(name: "CPty", path: "Tests/Support/CPty"),
    .target(
      name: "TestSupport",
      dependencies: ["Shell", "Importing", "Execution", "Syntax", "Model", "Diagnostics", "CPty"],
      path: "Tests/TestSupport",
      swiftSettings: rules),
    .executableTarget(
      name: "EditorProbe", dependencies: ["Shell"], path: "Tests/EditorProbe",
      swiftSettings: rules),
    .executableTarget(
      name: "KeyLatency", dependencies: ["TestSupport", "invoq"], path: "Tests/KeyLatency",
      swiftSettings: rules),
    tests(
      "TerminalTests", knows: ["Shell", "TestSupport", "EditorProbe"], excluding: ["README.md"]),
    tests("SamplingTests", knows: ["Sampling", "Model"]),
    tests(
      "ImportingTests",
      knows: ["OracleSupport", "Importing", "Storage", "Columns", "Model", "Diagnostics"]),
    tests(
      "ShellTests",
      knows: [
        "invoq", "Shell", "Accounting", "Columns", "Diagnostics", "Importing", "Model", "Rendering",
        "Sampling", "Storage", "Syntax", "TestSupport", "DiskSupport",
      ],
      excluding: ["Mappings"]),
    tests(
      "RoundTripTests",
      knows: [
        "Shell", "Rendering", "Importing", "Sampling", "Storage", "Accounting", "Columns", "Model",
        "Diagnostics", "OracleSupport", "TestSupport",
      ]),
    tests("ManualTests", knows: ["Model"]),

    // For the store: folders that fail and lose power, and the program killed at any call.
    .target(name: "CTracer", path: "Tests/Support/CTracer"),
    .target(
      name: "DiskSupport", dependencies: ["Storage", "Columns", "Model", "CTracer"],
      path: "Tests/DiskSupport",
      swiftSettings: rules),
    .executableTarget(
      name: "StoreTrials", dependencies: ["DiskSupport", "TestSupport", "invoq"],
      path: "Tests/StoreTrials", swiftSettings: rules),
    tests("StorageTests", knows: ["Storage", "Columns", "Model", "DiskSupport"]),
    tests(
      "TranscriptTests",
      knows: [
        "TestSupport", "Shell", "Sampling", "Importing", "Execution", "Planning", "Syntax",
        "Columns", "Model", "Diagnostics",
      ], excluding: ["Transcripts", "Books"]),
    .executableTarget(
      name: "QuestionTimes",
      dependencies: ["Shell", "Execution", "Columns", "Syntax", "Model", "Diagnostics"],
      path: "Tests/Benchmarks/QuestionTimes", swiftSettings: rules),
    tests("TidyTests", knows: ["TestSupport", "Diagnostics"]),

    // Judges that do not trust the engine: SQL, a plain evaluator, laws.
    .target(
      name: "OracleSupport",
      dependencies: [
        "Shell", "Execution", "Accounting", "Importing", "Sampling", "Columns", "Model",
      ],
      path: "Tests/OracleSupport", swiftSettings: rules),
    tests(
      "DifferentialTests",
      knows: ["OracleSupport", "Shell", "Execution", "Accounting", "Columns", "Model"]),
    tests(
      "PropertyTests",
      knows: [
        "OracleSupport", "Shell", "Execution", "Importing", "Sampling", "Accounting", "Planning",
        "Syntax", "Columns", "Storage", "Model", "Diagnostics",
      ]),
  ]
)
