# Completions of aikg for bash; they ask the program.

_aikg() {
    # Bash parts a line at signs such as '=' and ':' too, which stand inside of the words of aikg.
    local words=() line=${COMP_LINE:0:COMP_POINT} part word="" glued n
    for (( n = 0; n <= COMP_CWORD; n++ )); do
        glued=true
        if [[ $n -eq 0 || -z $line || $line == [[:space:]]* ]]; then
            glued=false
        fi
        line=${line#"${line%%[![:space:]]*}"}
        part=${COMP_WORDS[n]}
        # The word at the cursor ends there.
        if [[ $n -eq $COMP_CWORD ]]; then
            part=$line
        fi
        line=${line#"$part"}
        if [[ $glued == true ]]; then
            word+=$part
            words[${#words[@]}-1]=$word
        else
            word=$part
            words+=("$word")
        fi
    done
    # Bash puts a reply in the place of what it takes for the word, and sets the quotation marks itself.
    word=${word//[\'\"]/}
    words[${#words[@]}-1]=$word
    local before=${word%"$2"} reply IFS=$'\013' replies
    compopt +o nospace 2> /dev/null
    replies=( $( \
        COMPLETE="bash" \
        _CLAP_IFS="$IFS" \
        _CLAP_COMPLETE_INDEX="$(( ${#words[@]} - 1 ))" \
        _CLAP_COMPLETE_COMP_TYPE="$COMP_TYPE" \
        _CLAP_COMPLETE_SPACE="false" \
        aikg -- "${words[@]}" \
    ) ) || return
    COMPREPLY=()
    for reply in "${replies[@]}"; do
        COMPREPLY+=("${reply#"$before"}")
    done
    if [[ "${replies-}" =~ [=/:]$ ]]; then
        compopt -o nospace 2> /dev/null
    fi
}

complete -o nospace -o bashdefault -o nosort -F _aikg aikg 2> /dev/null \
    || complete -o nospace -o bashdefault -F _aikg aikg
