/// The sentences that change records.
extension HelpTopics {
  static let changes: [HelpTopic] = [
    HelpTopic(
      "changes", or: ["change", "writing", "write", "verbs", "posting"],
      [
        "A sentence begins with its verb. What will be different is shown first; then it is asked.",
        .change("pay #INV-00346 EUR 100", "money for one document"),
        .change("post payment EUR 400 from \"Café Größenwahn\" for oldest", "for several"),
        .change("note #INV-00346 \"called, pays on Friday\"", "help note: what is known"),
        .change("write off #INV-00168 because \"too old\"", "help hold: what is decided"),
        .change("change customer #C-004 set phone = \"030 1234\"", "a field"),
        .change("add customer \"Nordlicht GmbH\" set terms = \"net 30\"", "a record"),
        .change("void #INV-00369 because \"issued twice\"", "a document that never was"),
        .change("undo", "takes back the last change, whatever it was"),
        "",
        """
        Files are only read; 'invoq import FOLDER --into BOOK' makes a book of them that can be \
        changed. Nothing is ever overwritten:
        """,
        .statement("events", "what was changed, by whom and when"),
        .statement("history #INV-00346", "all that happened to a document"),
      ]),
    HelpTopic(
      "pay", or: ["post", "apply", "unapply"],
      [
        "Money in and out; it is in the currency of the document where none is said.",
        .change("pay #INV-00346 EUR 100", "a payment for one document"),
        .change("pay #INV-00346 100 on 2026-05-18 ref \"bank 8813\" by transfer", ""),
        .change("post payment EUR 400 from \"Café Größenwahn\"", "on account"),
        .change("post payment EUR 400 from \"Café Größenwahn\" for #INV-00168, #INV-00291", ""),
        .change("post payment EUR 400 from \"Café Größenwahn\" for oldest", "what fell due first"),
        .change("apply #P-0018 to oldest", "money that was on account"),
        .change("unapply #P-0012 from #INV-00006", "puts it back on account"),
      ]),
    HelpTopic(
      "note", or: ["promise", "dispute", "resolve"],
      [
        "What customers say, and what became of it.",
        .change("note #INV-00346 \"called, pays on Friday\"", "also about a customer"),
        .change("promise #INV-00346 EUR 200.34 on 30 June", "paying by a day"),
        .change("dispute #INV-00346 EUR 20 because \"two boxes damaged\"", "or all of it"),
        .change("resolve #INV-00001", "a dispute has ended"),
      ]),
    HelpTopic(
      "hold", or: ["release", "approve", "send", "flag", "unflag", "write off", "void"],
      [
        "What is decided about documents: one, or all that a question answers with.",
        .change("approve (bills where open and not approved) expect 6", "so many, or none"),
        .change("hold #B-0107 because \"not delivered\"", "it is not to be paid"),
        .change("release #B-0074", "it may be paid again"),
        .change("flag #INV-00346", "to look at later;  unflag ends it"),
        .change("send #INV-00401", "a draft is issued"),
        .change("write off #INV-00168 because \"too old\"", "nobody will pay"),
        .change("void #INV-00369 because \"issued twice\"", "it never was"),
      ]),
    HelpTopic(
      "add",
      [
        "New records; numbers go on from the last one, or are said:  add invoice #INV-500 …",
        .change("add customer \"Nordlicht GmbH\" set country = \"DE\", terms = \"net 30\"", ""),
        .change("add invoice for \"Café Größenwahn\" line 2 x \"Lamp\" at EUR 49.90 tax 19%", ""),
        .change("add credit for #INV-00346 EUR 11.90 because \"scratched\"", ""),
      ]),
    HelpTopic(
      "undo",
      [
        .change("undo", "takes back the last change"),
        .change("undo #E1", "takes back that one, where nothing later rests on it"),
        .statement("events", "the changes and their numbers"),
      ]),
  ]
}
