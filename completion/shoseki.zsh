
# DIRECTORY ENDING: the names of the user's own files there.
_shoseki_files() {
  local base=${XDG_CONFIG_HOME:-} file
  [[ $base = /* ]] || base=$HOME/.config
  for file in "$base/shoseki/$1"/*"$2"(N:t); do print -r -- "${file%$2}"; done
}

# LINES: offers words, each with what it means behind a tab.
_shoseki_offer() {
  local -a lines texts shown
  local line
  lines=(${(f)1})
  (( $#lines )) || return 1
  for line in $lines; do
    texts+=("${line%%$'\t'*}")
    case $line in
      *$'\t'?*) shown+=("${(r:22:)${line%%$'\t'*}}  ${line#*$'\t'}") ;;
      *) shown+=("${line%%$'\t'*}") ;;
    esac
  done
  compadd "${@:2}" -l -d shown -a texts
}

_shoseki_offer_wanted() {
  case ${_shoseki_wanted%%$'\n'*} in
    words) _shoseki_offer "${_shoseki_wanted#*$'\n'}" ;;
    profile) _shoseki_offer "$(_shoseki_files profiles .yaml)" ;;
    endpoint)
      _shoseki_offer "$(_shoseki_files profiles .yaml)"
      _shoseki_offer $'qemu:///system\nsim:\ntest:///default\nxen:///system'
      # A host follows.
      _shoseki_offer $'qemu+ssh://\nqemu+tls://\nvsphere://\nxen+ssh://\nxen+tls://' -S '' ;;
    theme) _shoseki_offer "$_shoseki_themes"$'\n'"$(_shoseki_files themes .json)" ;;
    file) _files ;;
    directory) _files -/ ;;
    # A line is one argument, and goes on after its verb where a quote is open.
    line) if [[ -n $compstate[quote] ]]; then _shoseki_offer "$_shoseki_verbs" -S ' '; else _shoseki_offer "$_shoseki_verbs"; fi ;;
  esac
}

_shoseki() {
  local _shoseki_wanted= _shoseki_options= _shoseki_words= junction= option= word
  local -i place=0 i
  for ((i = 2; i < CURRENT; i++)); do
    word=${(Q)words[i]}
    if [[ -n $option ]]; then
      option=
    elif _shoseki_value "$word"; then
      option=$word
    elif [[ $word != -* ]]; then
      if (( place == 0 )) && _shoseki_junction "$junction${junction:+ }$word" 0; then
        junction=$junction${junction:+ }$word
      else
        place+=1
      fi
    fi
  done
  _shoseki_wanted=
  if [[ -n $option ]]; then
    _shoseki_value "$option" "$junction"
    _shoseki_offer_wanted
  elif [[ $PREFIX = --*=* ]]; then
    _shoseki_value "${PREFIX%%=*}" "$junction" || return 1
    compset -P '*='
    _shoseki_offer_wanted
  elif [[ $PREFIX = -* ]]; then
    _shoseki_junction "$junction" $place
    _shoseki_offer "$_shoseki_options"
  else
    _shoseki_junction "$junction" $place
    (( place )) || _shoseki_offer "$_shoseki_words"
    _shoseki_offer_wanted
  fi
}

# From a directory of $fpath, or read by `source` or `eval`.
if [[ ${funcstack[1]-} = _shoseki ]]; then
  _shoseki "$@"
else
  compdef _shoseki shoseki
fi
