import Testing

/// A real file system of 64 KiB, where a book soon has no room; it is mounted in a namespace of the
/// test's own, and where the system allows none the test is skipped.
@Suite("A disk that is full")
struct FullDiskTests {
  private static let canMount: Bool = {
    let run = try? ProgramRun(shell: FullDiskTests.inNamespace("mount -t tmpfs none /mnt"))
    return run?.status == 0
  }()

  private static func inNamespace(_ script: String) -> String {
    "unshare -Urm sh -c '\(script)'"
  }

  /// Notes of many sizes, so that a long one is refused where a short one still fits.
  private static let story = """
    mount -t tmpfs -o size=64k none /mnt || exit 8
    "$INVOQ" import Tests/TranscriptTests/Books/twins --into /mnt/book 2>&1 | grep "kept in"
    set --
    for size in $(seq 1 60); do
      set -- "$@" -c "note #I-1 \\"$(printf "%0$((size * 37 % 41 * 100 + 1))d" $size)\\""
    done
    told=$("$INVOQ" /mnt/book --yes --keep-going "$@" 2>&1)
    echo "acknowledged $(echo "$told" | grep -c "^saved as E")"
    echo "refused $(echo "$told" | grep -c "not saved: No space left on device")"
    "$INVOQ" /mnt/book -o csv -c "events count" -c "notes count"
    "$INVOQ" verify /mnt/book
    """

  @Test("what was acknowledged is what is there", .enabled(if: canMount))
  func acknowledgedIsRecovered() throws {
    let run = try ProgramRun(shell: FullDiskTests.inNamespace(FullDiskTests.story))
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(whereSeparator: \.isNewline).map(String.init)
    try #require(lines.count == 8, "\(run.output)")
    let counts = lines[1...2].compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    try #require(counts.count == 2)
    #expect(counts[0] >= 5 && counts[1] >= 5)
    #expect(counts[0] + counts[1] == 60)
    #expect(lines[4] == "\(counts[0])" && lines[6] == "\(counts[0])")
    #expect(lines[7] == "the book is as it was written")
  }
}
