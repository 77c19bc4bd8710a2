// A card for the phone's own address book: vCard 3.0, which every phone reads.

import type { Profile } from "./data";

/** Folded at 75 octets, as address books expect. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  let out = "";
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > 74) {
      out += "\r\n ";
      length = 1;
    }
    out += character;
    length += size;
  }
  return out;
}

const escaped = (text: string) => text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, "\\n");

/** Somebody as a vCard: only what this viewer may see, for there is nothing else in the page. */
export function vcard(person: Profile, organization: string): string {
  const name = person.name ?? person.userId;
  const fields = new Map(person.fields.map((field) => [field.id, field.value]));
  const units = person.departments[0]?.path.slice(1).map((step) => escaped(step.name)) ?? [];
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${escaped(name)};;;;`,
    `FN:${escaped(name)}`,
    `ORG:${[escaped(organization), ...units].join(";")}`,
    person.title && `TITLE:${escaped(person.title)}`,
    person.mobile && `TEL;TYPE=CELL:${escaped(person.mobile)}`,
    fields.get("ext_number") && `TEL;TYPE=WORK:${escaped(fields.get("ext_number") ?? "")}`,
    person.email && `EMAIL;TYPE=WORK:${escaped(person.email)}`,
    fields.get("work_station") && `ADR;TYPE=WORK:;;${escaped(fields.get("work_station") ?? "")};;;;`,
    "END:VCARD",
  ];
  return `${lines
    .filter(Boolean)
    .map((line) => folded(String(line)))
    .join("\r\n")}\r\n`;
}

/** Hands the card to the device. */
export function saveCard(person: Profile, organization: string) {
  const file = new Blob([vcard(person, organization)], { type: "text/vcard;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${person.name ?? person.userId}.vcf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
