
function __shoseki_files # DIRECTORY ENDING: the names of the user's own files there
    set -l base $HOME/.config
    string match -q '/*' -- "$XDG_CONFIG_HOME"; and set base $XDG_CONFIG_HOME
    for file in $base/shoseki/$argv[1]/*$argv[2]
        string replace -r '^.*/' '' -- $file | string replace -r '\.[^.]*$' ''
    end
end

function __shoseki_offer_wanted # BEGUN PREFIX: prints candidates, each behind the prefix
    set -l kind $__shoseki_wanted[1]
    switch "$kind"
        case words
            printf "$argv[2]%s\n" $__shoseki_wanted[2..]
        case profile
            printf "$argv[2]%s\n" (__shoseki_files profiles .yaml)
        case endpoint
            printf "$argv[2]%s\n" (__shoseki_files profiles .yaml) qemu+ssh:// qemu+tls:// qemu:///system sim: test:///default vsphere:// xen+ssh:// xen+tls:// xen:///system
        case theme
            printf "$argv[2]%s\n" $__shoseki_themes (__shoseki_files themes .json)
        case line
            __shoseki_offer_line $argv[1]
        case directory
            printf "$argv[2]%s\n" (__fish_complete_directories $argv[1] '')
        case file
            printf "$argv[2]%s\n" (__fish_complete_path $argv[1])
    end
end

# A line is one argument. Inside a quote it goes on after its verb, and fish would close the quote behind a word that it
# takes for complete; of two that begin alike it writes what they have in common.
function __shoseki_offer_line # BEGUN
    set -l found
    if string match -q -r '^[\'"]' -- $argv[1]
        set found (string match -- (string sub -s 2 -- $argv[1])'*' $__shoseki_verbs)
    end
    if test (count $found) -eq 1
        set -l text (string split -m 1 \t -- $found)[1]
        printf '%s\n' "$text " "$text ..."
    else
        printf '%s\n' $__shoseki_verbs
    end
end

function __shoseki_complete
    set -l junction
    set -l place 0
    set -l option
    for word in (commandline -opc)[2..]
        if test -n "$option"
            set option
        else if __shoseki_value $word
            set option $word
        else if not string match -q -- '-*' $word
            if test $place -eq 0; and __shoseki_junction (string join ' ' $junction $word) 0
                set -a junction $word
            else
                set place (math $place + 1)
            end
        end
    end
    set -g __shoseki_wanted
    set -g __shoseki_options
    set -g __shoseki_words
    set -l current (commandline -ct)
    if test -n "$option"
        __shoseki_value $option "$junction"
        __shoseki_offer_wanted "$current" ''
    else if string match -q -- '--*=*' $current
        set -l parts (string split -m 1 = -- $current)
        __shoseki_value $parts[1] "$junction"; and __shoseki_offer_wanted "$parts[2]" "$parts[1]="
    else
        __shoseki_junction "$junction" $place
        if string match -q -- '-*' $current
            printf '%s\n' $__shoseki_options
        else
            test $place -eq 0; and printf '%s\n' $__shoseki_words
            __shoseki_offer_wanted "$current" ''
        end
    end
end

complete -c shoseki -f -a '(__shoseki_complete)'
