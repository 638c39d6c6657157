/// The shell around the questions.
extension HelpTopics {
  static let shell: [HelpTopic] = [
    HelpTopic(
      "keys", or: ["keyboard", "editing", "tab"],
      [
        "Enter      run; with a bracket or a quote open, or more to come, begin another row;",
        "           on a blank row, run what is there",
        "Alt-Enter  begin another row",
        "Tab        complete, or list what may come next; once more goes through the list",
        "Right, End take the dim text that is offered; Alt-F takes one word of it",
        "Up, Down   another row of the text, then what was asked before",
        "Ctrl-R     search what was asked before; once more looks further back",
        "Alt-A      put right what was wrong: in the line, or in the statement that failed",
        "Alt-E      edit the line in your own editor, which VISUAL or EDITOR names",
        "Ctrl-_     take back the last change",
        "Ctrl-C     clear the line, or stop the question that runs",
        "Ctrl-D     leave, on an empty line",
        "Ctrl-A, Ctrl-E, Ctrl-K, Ctrl-W and the others work as in most shells.",
      ]),
    HelpTopic(
      "exit codes", or: ["exit code", "codes"],
      [
        "  0  everything was answered; also when the reader of a pipe went away",
        "  1  a question or a script is wrong",
        "  2  the book cannot be read, or is damaged",
        "  3  a change was refused",
        "  4  an expectation did not hold",
        "  5  the answer could not be written, such as on a full disk",
        "  6  --strict, and rows were refused",
        " 64  the command line is wrong",
        "130  stopped with Ctrl-C",
      ]),
    HelpTopic(
      "scripts", or: ["script", "comments"],
      [
        """
        A script is a file of questions and commands, one a line; a line that begins with white \
        space or | goes on with the one before, and -- begins a comment. The first mistake ends it.
        """,
        "  invoq Examples/book -f Examples/aging.ivq -o csv",
        "  invoq Examples/book < questions.ivq",
        .statement("run Examples/aging.ivq", "at the prompt"),
      ]),
    HelpTopic(
      "files", or: ["csv", "books", "book"],
      [
        """
        A book is a folder of CSV files, one for each collection, or single files. Headings are \
        known by name; dates and numbers are read as each column writes them. Rows that cannot be
        """,
        "read are refused and listed, never guessed:",
        .statement("status", "how many rows were read, and which were refused"),
        .statement("reload", "read the files again"),
      ]),
  ]
}
