/**
 * How to check a capsule with `tar`, `sha256sum`, `ssh-keygen` and `jq` alone: the member `README.txt`. Every command in it,
 * the indented lines, is run by a test.
 */
export const CAPSULE_README = `A shift, handed over: its report, the entries of the journal that it is made from, and its recordings.
"shoseki verify FILE.tar" checks all of it. What follows checks it without Shoseki: with tar, sha256sum,
ssh-keygen, jq and a POSIX shell. Unpack it into an empty directory (tar -xf ../FILE.tar) and stay there.

  report.html, report.md   to be read
  report.json              what both operators sign (JCS, RFC 8785); report.json.sig, not in a draft
  journal/                 entries.jsonl, signed and chained; the keys; a checkpoint (c2sp.org/tlog-checkpoint), and
                           proofs (c2sp.org/tlog-proof) that the first and the last entry are under it
  casts/                   recordings (asciicast v2): asciinema play casts/FILE

1. Every member is what it was when it was signed, and nothing else is there: "OK" is said of each, "Good" of the list, and
   then nothing more. A file that is printed after that is not in the list, and nothing vouches for it. Do this first: some of
   what follows writes files of its own.

    sha256sum --strict -c SHA256SUMS
    me=$(tail -n 1 journal/allowed_signers | cut -d' ' -f1)
    ssh-keygen -Y verify -f journal/allowed_signers -I "$me" -n shift@shoseki -s SHA256SUMS.sig < SHA256SUMS
    { find . ! -type d; echo ./SHA256SUMS; echo ./SHA256SUMS.sig; sed 's|^[0-9a-f]*  |./|' SHA256SUMS; } |
      LC_ALL=C sort | uniq -c | grep -v '^ *2 '

2. Whose key that is, nobody but its owner can tell you. Compare what this prints with what they say, in person or by
   telephone:

    tail -n 1 journal/allowed_signers | grep -o 'ssh-ed25519 .*' | ssh-keygen -lf -

3. The report is the one that was handed over: both lines are the same, and the signature is good. (Not of a draft.)

    sha256sum < report.json | cut -d' ' -f1
    jq -r 'select(.e.OPR == "HandOver") | .e.AFT.report' journal/entries.jsonl | tail -n 1
    when=$(jq -r 'select(.e.OPR == "HandOver") | .e.STR' journal/entries.jsonl | tail -n 1 | tr -d 'T:-' | sed 's/\\..*/Z/')
    who=$(ssh-keygen -Y find-principals -f journal/allowed_signers -s report.json.sig -O verify-time=$when | head -n 1)
    ssh-keygen -Y verify -f journal/allowed_signers -I "$who" -n handover@shoseki -O verify-time=$when -s report.json.sig < report.json

4. No entry is missing: the SHA-256 of each is in the next one. Nothing is printed where that is so.

    jq -r .e.prev journal/entries.jsonl | tail -n +2 > prevs
    while IFS= read -r line; do printf %s "$line" | sha256sum | cut -d' ' -f1; done < journal/entries.jsonl > hashes
    head -n -1 hashes | diff - prevs

5. Each entry is signed, those from before the shift too (keys.jsonl, recordings.jsonl): "Good" is said of each.

    for name in keys recordings entries; do if [ -f journal/$name.jsonl ]; then cat journal/$name.jsonl; fi; done |
    while IFS= read -r line; do
      printf %s "$line" > line.json
      key=$(grep -o 'ssh-ed25519 [^ ]*' journal/allowed_signers | while read -r type key; do
        if echo "$type $key" | ssh-keygen -lf - | grep -qF "$(jq -r .e.USR.key line.json)"; then echo "$key"; fi; done)
      { echo '-----BEGIN SSH SIGNATURE-----'
        { printf 'SSHSIG\\0\\0\\0\\1\\0\\0\\0\\063'; echo "$key" | base64 -d
          printf '\\0\\0\\0\\015entry@shoseki\\0\\0\\0\\0\\0\\0\\0\\006sha512\\0\\0\\0\\123\\0\\0\\0\\013ssh-ed25519\\0\\0\\0\\100'
          jq -r .s line.json | base64 -d; } | base64 -w 70
        echo '-----END SSH SIGNATURE-----'; } > entry.sig
      jq -cj .e line.json | ssh-keygen -Y verify -f journal/allowed_signers \\
        -I "$(grep -F "$key" journal/allowed_signers | cut -d' ' -f1)" -n entry@shoseki \\
        -O verify-time="$(jq -r .e.STR line.json | tr -d 'T:-' | sed 's/\\..*/Z/')" -s entry.sig
    done

6. Each piece of a recording is what an entry has the SHA-256 of. Nothing is printed where that is so.

    for name in keys recordings entries; do if [ -f journal/$name.jsonl ]; then cat journal/$name.jsonl; fi; done |
      jq -r 'select(.e.recording) | .e.recording | "\\(.file) \\(.from) \\(.to) \\(.sha256)"' |
      while read -r file from to sum; do
        if [ "$(tail -c +$((from + 1)) "casts/$file" | head -c $((to - from)) | sha256sum | cut -d' ' -f1)" != "$sum" ]; then
          echo "casts/$file: its bytes $from to $to are others"; fi; done

7. A long text of an entry is a blob, named by its SHA-256. Nothing is printed where each is so.

    for blob in journal/blobs/*; do if [ -f "$blob" ] && ! sha256sum "$blob" | grep -q "^$(basename "$blob") "; then echo "$blob"; fi; done

report.html and report.md are to be read, and nothing here checks that they say what report.json says: "shoseki verify" makes them
again out of it and compares. That the entries are in the journal's tree is proven by journal/proofs, for the programs that can read those
(golang.org/x/mod/sumdb/tlog); hold journal/checkpoint against the journal itself, or against a later checkpoint of it, to know
that nothing was handed over that is not there.
`;
