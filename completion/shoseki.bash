
# Reads COMP_LINE up to the cursor, as bash breaks words at : and =. What stands before the cursor's word, that word
# without its quotes, and the quote that is open.
_shoseki_read() {
  local line=${COMP_LINE:0:COMP_POINT} char begun= i
  _shoseki_before=() _shoseki_current= _shoseki_quote=
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    if [ "$char" = "$_shoseki_quote" ]; then
      _shoseki_quote=
    elif [ "$char" = \\ ] && [ "$_shoseki_quote" != "'" ]; then
      i=$((i + 1)) begun=1
      _shoseki_current+=${line:i:1}
    elif [ -n "$_shoseki_quote" ]; then
      _shoseki_current+=$char
    else
      case $char in
        \' | \") _shoseki_quote=$char begun=1 ;;
        ' ' | $'\t')
          if [ -n "$begun" ]; then _shoseki_before+=("$_shoseki_current"); fi
          _shoseki_current= begun= ;;
        *) _shoseki_current+=$char begun=1 ;;
      esac
    fi
  done
}

# DIRECTORY ENDING: the names of the user's own files there.
_shoseki_files() {
  local base=${XDG_CONFIG_HOME-} file
  case $base in /*) ;; *) base=$HOME/.config ;; esac
  for file in "$base/shoseki/$1"/*"$2"; do
    if [ -e "$file" ]; then
      file=${file##*/}
      printf '%s\n' "${file%"$2"}"
    fi
  done
}

# LINES BEGUN: offers those that begin so, less what bash has taken for a word of its own before them.
_shoseki_offer() {
  local IFS=$'\n' each cut= flags=$-
  if [ -z "$_shoseki_quote" ]; then
    case $COMP_WORDBREAKS in *:*) case $2 in *:*) cut=${2%"${2##*:}"} ;; esac ;; esac
  fi
  set -f
  for each in $1; do
    case $each in "$2"*) COMPREPLY+=("${each#"$cut"}") ;; esac
  done
  case $flags in *f*) ;; *) set +f ;; esac
}

_shoseki_offer_paths() { # ACTION BEGUN
  local path begun=$2
  case $begun in '~'/*) begun=$HOME${begun#'~'} ;; esac
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -A "$1" -- "$begun")
  compopt -o filenames 2>/dev/null
}

# A line is one argument. Inside a quote it goes on after its verb, and bash would close the quote behind a word that it
# takes for complete; of two that begin alike it writes what they have in common.
_shoseki_offer_line() {
  local i
  _shoseki_offer "$_shoseki_verbs" "$1"
  if [ -z "$_shoseki_quote" ]; then
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]// /\\ }; done
  elif [ ${#COMPREPLY[@]} -eq 1 ]; then
    COMPREPLY=("${COMPREPLY[0]} " "${COMPREPLY[0]} ...")
  fi
}

_shoseki_offer_wanted() { # BEGUN
  case ${_shoseki_wanted%%$'\n'*} in
    words) _shoseki_offer "${_shoseki_wanted#*$'\n'}" "$1" ;;
    profile) _shoseki_offer "$(_shoseki_files profiles .yaml)" "$1" ;;
    endpoint)
      _shoseki_offer "$(_shoseki_files profiles .yaml)"$'\nqemu+ssh://\nqemu+tls://\nqemu:///system\nsim:\ntest:///default\nvsphere://\nxen+ssh://\nxen+tls://\nxen:///system' "$1"
      # A host follows.
      case ${COMPREPLY[*]} in *://|//) compopt -o nospace 2>/dev/null ;; esac ;;
    theme) _shoseki_offer "$_shoseki_themes"$'\n'"$(_shoseki_files themes .json)" "$1" ;;
    file) _shoseki_offer_paths file "$1" ;;
    directory) _shoseki_offer_paths directory "$1" ;;
    line) _shoseki_offer_line "$1" ;;
  esac
}

_shoseki() {
  local _shoseki_before _shoseki_current _shoseki_quote _shoseki_wanted= _shoseki_options= _shoseki_words=
  local path= place=0 option= word i
  COMPREPLY=()
  _shoseki_read
  for ((i = 1; i < ${#_shoseki_before[@]}; i++)); do
    word=${_shoseki_before[i]}
    if [ -n "$option" ]; then
      option=
    elif _shoseki_value "$word"; then
      option=$word
    elif [ "${word#-}" = "$word" ]; then
      if [ $place -eq 0 ] && _shoseki_junction "$path${path:+ }$word" 0; then
        path=$path${path:+ }$word
      else
        place=$((place + 1))
      fi
    fi
  done
  _shoseki_wanted= word=$_shoseki_current
  if [ -n "$option" ]; then
    _shoseki_value "$option" "$path"
    _shoseki_offer_wanted "$word"
    return
  fi
  case $word in
    --*=*)
      option=${word%%=*}
      _shoseki_value "$option" "$path" || return
      _shoseki_offer_wanted "${word#*=}"
      case $COMP_WORDBREAKS in
        *=*) ;;
        *) for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=$option=${COMPREPLY[i]}; done ;;
      esac ;;
    -*)
      _shoseki_junction "$path" $place
      _shoseki_offer "$_shoseki_options" "$word" ;;
    *)
      _shoseki_junction "$path" $place
      if [ $place -eq 0 ]; then _shoseki_offer "$_shoseki_words" "$word"; fi
      _shoseki_offer_wanted "$word" ;;
  esac
}

complete -F _shoseki shoseki
